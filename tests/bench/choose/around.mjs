// The help desk, with one answer of its own: a guide with more products than the edge would send, so that the browser's share
// is measured beyond that too.

import { createServer, request } from 'node:http';

const PARTS = ['words', 'columns', 'cards'];

/** The part of a view that has a guide with its products; none where the edge keeps those to itself. */
export function shipped(value) {
  if (value === null || typeof value !== 'object') return undefined;
  if (PARTS.every((part) => value[part] && typeof value[part] === 'object')) return value;
  for (const inner of Object.values(value)) {
    const found = shipped(inner);
    if (found) return found;
  }
  return undefined;
}

/** The same view with another guide in it, whose parts are JSON. */
export function whole(view, guide) {
  const other = structuredClone(view);
  const place = shipped(other);
  for (const part of PARTS) place[part] = JSON.parse(guide[part]);
  return other;
}

/** Serves everything as `origin` does, but the JSON of this path, which is `answer`. */
export async function around(origin, path, answer) {
  const { hostname, port } = new URL(origin);
  const server = createServer((asked, response) => {
    if (asked.url.startsWith(`/api${path}`)) {
      response.writeHead(200, { 'content-type': 'application/json' });
      return response.end(answer);
    }
    const passed = request({ hostname, port, path: asked.url, method: asked.method, headers: asked.headers }, (told) => {
      response.writeHead(told.statusCode, told.headers);
      told.pipe(response);
    });
    passed.on('error', () => response.destroy());
    return asked.pipe(passed);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return { origin: `http://127.0.0.1:${server.address().port}`, close: () => server.close(server.closeAllConnections()) };
}
