// A slow line on this machine: one server in front of the storefront and of the help desk.
//
// The browser's own emulation does not reach frames of another site and workers evenly, so the line is here, where
// nothing can get past it. Every answer's headers come 562 ms after the request (what the server itself needs is
// within these, up to as much), and all bodies share one line of 1.47 Mbit/s. These are the "slow 4G" figures that
// Lighthouse applies to single requests. Bodies are compressed as a CDN would: brotli at its best for files, at
// quality 5 for what is written anew for each reader.
//
// Left out: the line's way up, headers' bytes, connection set-up (the first request of a help desk on a host of its
// own would take more; so would that of a peer from a CDN).

import { createServer, request } from 'node:http';
import { brotliCompressSync, constants } from 'node:zlib';

const LATENCY = 562;
const BYTES_PER_MS = 1_470_000 / 8 / 1000;
const TICK = 3;
const COMPRESSIBLE = /^(text\/|application\/(json|javascript|wasm|manifest)|image\/svg)/;
// Of one hop, or no longer true of the body that is sent on.
const NOT_SENT_ON = ['connection', 'keep-alive', 'transfer-encoding', 'content-length', 'content-encoding', 'accept-encoding'];

/** Milliseconds since 1970, as the pages' performance.timeOrigin + performance.now(). */
export const now = () => performance.timeOrigin + performance.now();

const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

/** The shared line: bytes are handed out in turns, as time passes. */
class Line {
  #waiting = [];
  #clock;
  #last = 0;

  /** Sends a body; `sent(bytes)` is told of each part. */
  send(response, body, sent) {
    if (!body.length) return response.end();
    this.#waiting.push({ response, body, sent, offset: 0 });
    if (this.#clock) return;
    this.#last = now();
    this.#clock = setInterval(() => this.#tick(), TICK);
  }

  #tick() {
    const time = now();
    let budget = Math.floor((time - this.#last) * BYTES_PER_MS);
    // What rounding left goes to the next tick: the line is exact, however busy this process is.
    this.#last += budget / BYTES_PER_MS;
    this.#waiting = this.#waiting.filter(({ response }) => !response.destroyed);
    while (budget > 0 && this.#waiting.length) {
      const share = Math.max(1, Math.floor(budget / this.#waiting.length));
      for (const one of this.#waiting) {
        const part = one.body.subarray(one.offset, one.offset + Math.min(share, budget));
        budget -= part.length;
        one.offset += part.length;
        one.response.write(part);
        if (part.length) one.sent(part.length);
        if (one.offset === one.body.length) one.response.end();
      }
      this.#waiting = this.#waiting.filter(({ body, offset }) => offset < body.length);
    }
    if (!this.#waiting.length) this.#clock = clearInterval(this.#clock);
  }
}

/** Compressed files, so that each is compressed once in all runs. */
const files = new Map();

/** What would go over the wire, and its encoding. */
export function compress(body, type, file) {
  if (!COMPRESSIBLE.test(type) || !body.length) return [body, undefined];
  const known = file && files.get(file);
  if (known) return [known, 'br'];
  const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_SIZE_HINT } = constants;
  const small = brotliCompressSync(body, { params: { [BROTLI_PARAM_QUALITY]: file ? 11 : 5, [BROTLI_PARAM_SIZE_HINT]: body.length } });
  if (file) files.set(file, small);
  return [small, 'br'];
}

/** Asks the help desk; the answer whole and not compressed. */
function ask(origin, { method, url, headers }, sent) {
  return new Promise((done, failed) => {
    const kept = Object.fromEntries(Object.entries(headers).filter(([name]) => !NOT_SENT_ON.includes(name)));
    const asked = request(origin + url, { method, headers: { ...kept, host: new URL(origin).host, 'accept-encoding': 'identity' } }, async (answer) => {
      const parts = [];
      for await (const part of answer) parts.push(part);
      const headers = Object.fromEntries(Object.entries(answer.headers).filter(([name]) => !NOT_SENT_ON.includes(name)));
      done({ status: answer.statusCode, headers, body: Buffer.concat(parts) });
    });
    asked.on('error', failed).end(sent);
  });
}

/**
 * Starts the line. `shop(url)` answers for the storefront's host with { type, body, file } or nothing; everything else
 * goes to the help desk at `help`.
 */
export async function start({ help, shopHost, shop }) {
  const line = new Line();
  // Of the visit under way: its requests, and when how many bytes of which were sent.
  let requests = [];
  const slow = new Set();

  const answer = async ({ method, url, headers }, sent) => {
    if (headers.host !== shopHost) {
      const answer = await ask(help, { method, url, headers }, sent);
      const file = answer.status === 200 && (url.startsWith('/assets/') || url === '/bell.js') && url;
      return { ...answer, type: answer.headers['content-type'] ?? '', file };
    }
    const found = shop(url);
    if (!found) return { status: 404, headers: {}, type: '', body: Buffer.alloc(0) };
    const keep = found.file ? 'public, max-age=31536000, immutable' : 'no-store';
    return { status: 200, headers: { 'content-type': found.type, 'cache-control': keep }, ...found };
  };

  const server = createServer(async (asked, response) => {
    const start = now();
    const visit = requests;
    const entry = { host: asked.headers.host, url: asked.url, start, parts: [], done: false };
    visit.push(entry);
    response.on('close', () => (entry.done = now()));
    const sent = [];
    for await (const part of asked) sent.push(part);
    try {
      const { status, headers, type, body, file } = await answer(asked, Buffer.concat(sent));
      const [small, encoding] = compress(body, type, file && asked.headers.host + file);
      const took = now() - start;
      if (took > LATENCY) slow.add(entry.url);
      await sleep(Math.max(0, LATENCY - took));
      if (response.destroyed) return;
      entry.status = status;
      response.writeHead(status, { ...headers, 'content-length': small.length, ...(encoding && { 'content-encoding': encoding }) });
      line.send(response, small, (bytes) => entry.parts.push([now(), bytes]));
    } catch (error) {
      console.error(`${entry.url}: ${error.message}`);
      response.destroy();
    }
  });
  server.keepAliveTimeout = 60_000;
  await new Promise((done) => server.listen(0, '127.0.0.1', done));

  return {
    port: server.address().port,
    /** Requests that the help desk itself took longer for than the line's latency: they make figures too high. */
    slow,
    /** Forgets the last visit. */
    begin: () => (requests = []),
    get requests() {
      return requests;
    },
    /** Bytes sent between two times, without the storefront's own page. */
    bytes(from, to) {
      const caused = requests.filter(({ host, url }) => !(host === shopHost && url.startsWith('/shop/')));
      const parts = caused.flatMap(({ parts }) => parts).filter(([time]) => time > from && time <= to);
      return parts.reduce((sum, [, bytes]) => sum + bytes, 0);
    },
    /** Waits until nothing has been asked for or sent for `ms`. */
    async quiet(ms, limit = 30_000) {
      const end = now() + limit;
      while (now() < end) {
        const open = requests.some(({ done }) => !done);
        const last = Math.max(...requests.map(({ done }) => done || 0));
        if (requests.length && !open && now() - last > ms) return;
        await sleep(50);
      }
      throw new Error(`not quiet after ${limit} ms: ${requests.filter(({ done }) => !done).map(({ url }) => url)}`);
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
