// One upstream: a port, what it answers, in which way it misbehaves, and what it was asked.

import { createServer } from 'node:http';

import { FAULTS } from './faults.mjs';

/** As many connections as a test may open at once wait to be accepted. */
const BACKLOG = 4096;
/** Longer than any test: a connection that closes by itself would be a fault nobody has asked for. */
const KEEP_ALIVE_MS = 600_000;

/**
 * A platform: `answer(request)` returns a reply `{ status, headers, body }`, where `request` is
 * `{ method, path, query: URLSearchParams, headers, body }`; `throttled(seconds, path)` returns the reply by which it says
 * that it was asked too much, and for how long to wait.
 */
export class Fake {
  #platform;
  #fault = { mode: 'fine' };
  #requests = [];
  #connections = 0;
  /** How often the present mode was met: what `flaky` counts by. */
  #turn = 0;
  /** Connections that a fault holds on to. */
  #held = new Set();
  #server;

  constructor(platform) {
    this.#platform = platform;
    this.#server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS, requestTimeout: 0 }, (request, response) => this.#serve(request, response));
    this.#server.on('connection', (socket) => {
      this.#connections++;
      if (this.#fault.mode === 'refuse') socket.resetAndDestroy();
    });
  }

  /** Listens on a free port of this machine. */
  listen() {
    return new Promise((done, failed) => {
      this.#server.once('error', failed);
      this.#server.listen({ host: '127.0.0.1', port: 0, backlog: BACKLOG }, done);
    });
  }

  get port() {
    return this.#server.address().port;
  }

  close() {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  /** What was asked since the last reset. */
  get log() {
    return { count: this.#requests.length, connections: this.#connections, requests: this.#requests };
  }

  reset() {
    this.#requests = [];
    this.#connections = 0;
  }

  /** From now on. Whoever is still held by the mode before is let go of. */
  set fault(fault) {
    if (!Object.hasOwn(FAULTS, fault.mode)) throw new RangeError(`no such mode: ${fault.mode}`);
    this.#fault = fault;
    this.#turn = 0;
    for (const socket of this.#held) socket.destroy();
    if (fault.mode === 'refuse') this.#server.closeAllConnections();
  }

  async #serve(message, response) {
    const { method, socket } = message;
    const headers = Object.fromEntries(Object.entries(message.headersDistinct).map(([name, values]) => [name, values.join(', ')]));
    const asked = { at_ms: Date.now(), method, path: message.url, headers, body: '' };
    this.#requests.push(asked);
    // The fault is the one of the moment when the request came, however long its body takes.
    const fault = this.#fault;
    const turn = ++this.#turn;
    try {
      asked.body = await text(message);
    } catch {
      return; // The asker has gone away.
    }
    const answer = () => this.#answer(asked);
    const throttled = (seconds) => this.#platform.throttled(seconds, asked.path);
    const hold = () => {
      this.#held.add(socket);
      response.once('close', () => this.#held.delete(socket));
    };
    await FAULTS[fault.mode]({ fault, turn, response, answer, hold, throttled });
  }

  async #answer({ method, path: target, headers, body }) {
    const cut = target.indexOf('?');
    const [path, query] = cut < 0 ? [target, ''] : [target.slice(0, cut), target.slice(cut + 1)];
    try {
      return await this.#platform.answer({ method, path, query: new URLSearchParams(query), headers, body });
    } catch (error) {
      // A mistake of ours, which is to be seen, and not to be taken for one of the platform's failures.
      console.error(error);
      return { status: 599, headers: { 'content-type': 'text/plain' }, body: String(error.stack) };
    }
  }
}

async function text(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
