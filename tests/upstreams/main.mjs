// The shop's own systems, played: one process, one port each, on this machine only. README.md tells how to use it.
//
// Prints one line of JSON, the ports by name, when all of them listen. Ends on SIGTERM, SIGINT and when its standard
// input closes, so that it never outlives who has started it.

import { control } from './control.mjs';
import { Fake } from './fake.mjs';
import { contract } from './contract.mjs';
import { discourse } from './discourse.mjs';
import { mail } from './mail.mjs';
import { shopify } from './shopify.mjs';
import { trouble } from './trouble.mjs';
import { vendure } from './vendure.mjs';
import { warehouse } from './warehouse.mjs';
import { woocommerce } from './woocommerce.mjs';
import { zendesk } from './zendesk.mjs';

/** How many ports there are for tests that need an upstream of their own to spoil. */
const TROUBLES = 28;

// Of a site whose guides choose among what they sell: nobody else asks them, nor spoils them.
const chosen = { chosenshopify: shopify, chosenwoocommerce: woocommerce, chosenvendure: vendure, chosenhttp: contract, siftedhttp: contract };

const platforms = { shopify, woocommerce, vendure, http: contract, zendesk, discourse, forum: discourse, warehouse, spoiltwarehouse: warehouse, mail: mail(), spoiltmail: mail(), ...chosen };
for (let number = 1; number <= TROUBLES; number++) platforms[`trouble${number}`] = trouble;

const fakes = new Map(Object.entries(platforms).map(([name, platform]) => [name, new Fake(platform)]));
for (const fake of fakes.values()) await fake.listen();
const ports = Object.fromEntries([...fakes].map(([name, { port }]) => [name, port]));
const { server, port } = await control(fakes, ports);
console.log(JSON.stringify({ control: port, ...ports }));

function stop() {
  server.closeAllConnections();
  server.close();
  for (const fake of fakes.values()) fake.close();
  // A body of half a gigabyte may be on its way: nobody waits for it.
  process.exit(0);
}
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
process.stdin.on('end', stop).on('error', stop).resume();
