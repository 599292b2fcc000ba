// `cargo xtask bench orders`: what it takes to look up an order through the Worker, on workerd itself. A Shopify of its own
// answers each question after 50 ms; what is added is what is left of a look-up without the time in which that was at work.
// Beside it, in turns: a plain JavaScript Worker that does the least that a Worker must, and the same questions asked
// directly, in which the asker's own part is added alone. What is beyond that, look-up by look-up, is the Worker's.
// `--lookups 300` chooses how many of each kind.

import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { cpu, memory } from './edge/process.mjs';
import { release, serve } from './edge/workerd.mjs';
import { heap } from './orders/heap.mjs';
import * as shopify from './orders/shopify.mjs';
import { markdown } from './table.mjs';

const LATENCY_MS = 50;

/** The first digit of the numbers of each kind: see orders/shopify.mjs. */
const KINDS = [
  ['2 lines, 1 parcel', 1],
  ['500 lines, 2 parcels', 2],
];

/** Look-ups before any is counted. */
const WARM = 20;

const index = process.argv.indexOf('--lookups');
const LOOKUPS = index > 0 ? Number(process.argv[index + 1]) : 300;
const { DESKBELL_STATE: state, DESKBELL_SHOPIFY_PORT: port } = process.env;
if (!(LOOKUPS >= 1)) throw new Error('--lookups wants a number of at least 1');
if (!state || !port) throw new Error('run this by "cargo xtask bench orders"');

const SHOP = `http://127.0.0.1:${port}`;
const JSON_TYPE = { 'content-type': 'application/json' };
const agent = new Agent({ keepAlive: true, maxSockets: 1 });

/** Sends a POST and reads the whole answer, which must be a success; the time it took, in ms. */
const post = (url, headers, body) =>
  new Promise((done, failed) => {
    const begin = performance.now();
    const asked = request(url, { method: 'POST', agent, headers: { ...headers, 'content-length': Buffer.byteLength(body) } }, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk)).on('error', failed);
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        if (response.statusCode === 200) done({ ms: performance.now() - begin, text });
        else failed(new Error(`${url}: ${response.statusCode} ${text.slice(0, 500)}`));
      });
    });
    asked.on('error', failed).end(body);
  });

let count = 0;

/** Every order is another one, asked for from another address: neither has been counted before. */
async function lookup({ deskbell, plain, fake }, digit) {
  count++;
  const number = String(digit * 1_000_000 + count);
  /** What is left of a time without that in which the shop was at work. */
  const told = (ms) => {
    const about = fake.asked.get(number);
    fake.asked.delete(number);
    return { ms, added: ms - about.ms, questions: about.requests };
  };
  const ip = `2001:db8:${(count >> 8).toString(16)}:${(count & 255).toString(16)}::1`;
  const body = JSON.stringify({ number, email: shopify.original(number).email });
  const answer = await post(`${deskbell.origin}/api/orders?site=bench&lang=en`, { ...JSON_TYPE, 'cf-connecting-ip': ip }, body);
  if (!answer.text.includes(number)) throw new Error(`${number}: ${answer.text.slice(0, 500)}`);
  const through = told(answer.ms);

  const questions = through.questions.map(({ path, headers, body }) => ({ path, token: headers['x-shopify-access-token'], body }));
  const subjects = [`address ${count}`, `order ${count}`];
  const least = told((await post(plain.origin, JSON_TYPE, JSON.stringify({ subjects, questions }))).ms);

  let ms = 0;
  for (const { path, token, body } of questions) ms += (await post(SHOP + path, { ...JSON_TYPE, 'x-shopify-access-token': token }, body)).ms;
  const directly = told(ms);
  const beyond = (one) => ({ ...one, beyond: one.added - directly.added });
  return { asks: questions.length, Deskbell: beyond(through), 'plain JavaScript': beyond(least), directly: beyond(directly) };
}

const at = (runs, who, field, share) => {
  const values = runs.map((run) => run[who][field]).toSorted((a, b) => a - b);
  return values[Math.min(values.length - 1, Math.floor(values.length * share))].toFixed(1);
};
const progress = (text) => process.stderr.isTTY && process.stderr.write(`\r\x1b[K${text}`);

const servers = { fake: await shopify.serve(Number(port), LATENCY_MS) };
try {
  const variables = { DESKBELL_PRIVATE_UPSTREAMS: '127.0.0.1', SECRET__BENCH__SHOPIFY__TOKEN: 'shpat_fake', DESKBELL_SECRET: 'x'.repeat(64) };
  servers.deskbell = await serve(release(), { state, variables, inspected: true });
  servers.plain = await serve({
    compatibilityDate: release().compatibilityDate,
    modules: [{ type: 'ESModule', path: 'plain.js', contents: readFileSync(join(import.meta.dirname, 'orders/plain.js'), 'utf8') }],
    bindings: { SHOP },
    durableObjects: { LIMIT: { className: 'Limit', useSQLite: true } },
  });
  const { deskbell } = servers;

  const rows = [['an order of', 'questions', '', 'p50', 'p99', 'added: p50', 'p99', 'beyond directly: p50', 'p99', 'CPU']];
  const held = [['after', 'workerd, MiB', 'its V8 heap, MiB']];
  const weigh = async (after) => held.push([after, memory(deskbell.pid).toFixed(0), (await heap(deskbell.inspector, deskbell.origin)).toFixed(1)]);
  const loads = [];
  for (const [name, digit] of KINDS) {
    for (let n = 0; n < WARM; n++) await lookup(servers, digit);
    await weigh(`${WARM} look-ups of an order of ${name}`);
    const runs = [];
    const spent = () => ({ Deskbell: cpu(deskbell.pid), 'plain JavaScript': cpu(servers.plain.pid), directly: NaN });
    const before = spent();
    for (let n = 1; n <= LOOKUPS; n++) {
      progress(`  ${n} of ${LOOKUPS}: ${name}`);
      runs.push(await lookup(servers, digit));
      loads.push(loadavg()[0]);
    }
    const after = spent();
    await weigh(`${LOOKUPS} more`);
    for (const who of Object.keys(before)) {
      const each = (after[who] - before[who]) / LOOKUPS / 1000;
      const figures = ['ms', 'added', 'beyond'].flatMap((field) => [0.5, 0.99].map((share) => at(runs, who, field, share)));
      rows.push([name, String(runs[0].asks), who, ...figures, Number.isFinite(each) ? each.toFixed(1) : '-']);
    }
  }
  progress('');
  console.log(`workerd, one look-up at a time, each of another order from another address, ${LATENCY_MS} ms a question; ${LOOKUPS} of each; ${cpus().length} CPUs, load average ${Math.min(...loads).toFixed(1)} to ${Math.max(...loads).toFixed(1)}; ms\n`);
  console.log(markdown(rows, 3));
  console.log(`\n${markdown(held)}`);
} finally {
  progress('');
  agent.destroy();
  for (const server of Object.values(servers)) await server.stop();
}
