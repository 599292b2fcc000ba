// A Shopify that has an order for every number, and answers each question after so many milliseconds. What it answers is
// what tests/upstreams says of two orders, once executed and then only given another number: GraphQL would else take CPU
// from what is measured beside it.

import { once } from 'node:events';
import { createServer } from 'node:http';
import { shopify } from '../../upstreams/shopify.mjs';

/** Numbers of seven digits that begin so are these orders of tests/upstreams/shop.mjs. */
const ORDERS = {
  1: { number: '1004', email: 'ada@example.com' },
  2: { number: '2500', email: 'ben@example.com' },
};
const NUMBER = /[12]\d{6}/;

/** The one that a number of `serve` stands for. */
export const original = (number) => ORDERS[number[0]];

/** Listens. `asked` tells by an order's number what was asked about it, and how long the answers took, in ms together. */
export async function serve(port, latency) {
  const asked = new Map();
  const known = new Map();

  async function answer(path, headers, body) {
    const [number] = NUMBER.exec(body) ?? [];
    if (!number) return { status: 400, body: '{}', number };
    const of = original(number).number;
    const question = body.replaceAll(number, of);
    if (!known.has(question)) known.set(question, await shopify.answer({ method: 'POST', path, headers, body: question }));
    const told = known.get(question);
    return { ...told, body: told.body.replaceAll(of, number), number };
  }

  const server = createServer({ keepAliveTimeout: 600_000 }, async (request, response) => {
    const begin = performance.now();
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString();
    const reply = await answer(request.url, request.headers, body);
    const left = latency - (performance.now() - begin);
    setTimeout(() => {
      const bytes = Buffer.from(reply.body);
      response.writeHead(reply.status, { ...reply.headers, 'content-length': bytes.length }).end(bytes);
      if (!asked.has(reply.number)) asked.set(reply.number, { requests: [], ms: 0 });
      const about = asked.get(reply.number);
      about.requests.push({ path: request.url, headers: request.headers, body });
      about.ms += performance.now() - begin;
    }, Math.max(0, left));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return { asked, stop };
}
