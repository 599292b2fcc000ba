// The ways in which an upstream misbehaves. README.md lists them with their options.

import { setTimeout as sleep } from 'node:timers/promises';

import { send } from './reply.mjs';

const MEGABYTE = Buffer.alloc(1_000_000, 'x');

/** By mode: what happens to a request. `answer()` is what the platform would have said. */
export const FAULTS = {
  async fine({ response, answer }) {
    send(response, await answer());
  },

  /** Connections are reset as they come; this is for requests that were on one already. */
  async refuse({ response }) {
    response.socket?.resetAndDestroy();
  },

  async hang({ hold }) {
    hold();
  },

  async drip({ fault: { ms = 1000 }, response, answer, hold }) {
    hold();
    const reply = await answer();
    const body = Buffer.from(reply.body);
    response.writeHead(reply.status, { ...reply.headers, 'content-length': body.length });
    for (let at = 0; at < body.length && !response.destroyed; at++) {
      response.write(body.subarray(at, at + 1));
      await sleep(ms);
    }
    response.end();
  },

  async truncate({ response, answer }) {
    const reply = await answer();
    const body = Buffer.from(reply.body);
    response.writeHead(reply.status, { ...reply.headers, 'content-length': body.length });
    response.write(body.subarray(0, body.length >> 1), () => response.socket?.destroySoon());
  },

  /** Does what it is told, and the connection breaks before it can say so. */
  async lose({ response, answer }) {
    const reply = await answer();
    if (response.req.method === 'GET') send(response, reply);
    else response.socket?.resetAndDestroy();
  },

  async junk({ fault: { as = 'html' }, response }) {
    send(response, as === 'html' ? HTML : NOISE);
  },

  async huge({ fault: { bytes = 500_000_000 }, response, hold }) {
    hold();
    response.writeHead(200, { 'content-type': 'application/json' });
    response.write('{"padding":"');
    for (let sent = 0; sent < bytes && !response.destroyed; sent += MEGABYTE.length) {
      if (!response.write(MEGABYTE)) await drained(response);
    }
    response.end('"}');
  },

  async redirect({ fault: { to, status = 302 }, response }) {
    send(response, { status, headers: { location: to, 'content-type': 'text/plain' }, body: '' });
  },

  async status({ fault: { status, headers = {}, body = '' }, response }) {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    send(response, { status, headers: { 'content-type': 'application/json', ...headers }, body: text });
  },

  async throttled({ fault: { after = 2 }, response, throttled }) {
    send(response, throttled(after));
  },

  async slow({ fault: { ms = 1000 }, response, answer, hold }) {
    hold();
    await sleep(ms);
    if (!response.destroyed) send(response, await answer());
  },

  async flaky({ fault: { every = 2, status = 500 }, turn, response, answer }) {
    const failed = { status, headers: { 'content-type': 'text/plain' }, body: 'Internal Server Error' };
    send(response, turn % every === 0 ? failed : await answer());
  },
};

/** Resolves when more can be written, or nobody reads any more. */
function drained(response) {
  return new Promise((done) => {
    const over = () => {
      response.off('drain', over).off('close', over);
      done();
    };
    response.once('drain', over).once('close', over);
  });
}

/** What a parked domain, a captive portal or a maintenance page answers: a success, and no answer. */
const HTML = {
  status: 200,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: '<!doctype html><title>Under construction</title><h1>We will be back soon</h1><script>alert(1)</script>',
};

/** Bytes that are neither JSON nor UTF-8, the same at every time. */
const NOISE = {
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: Buffer.from(Array.from({ length: 4096 }, (_, at) => (at * 2_654_435_761) >>> 24)),
};
