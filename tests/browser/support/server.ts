// A site on another origin, for as long as a test needs it.

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Serves one page on every path; returns its origin, and what stops it. */
export async function serve(html: string): Promise<{ origin: string; stop: () => Promise<void> }> {
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(html);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}
