// What a Worker's isolate takes of memory: V8's heap and buffers, as the inspector tells them, and the WASM's memory, which
// it does not count; `/metrics` does. All in bytes.

import { createRequire } from 'node:module';
import { once } from 'node:events';
import { resolve } from './workerd.mjs';

const { WebSocket } = createRequire(resolve('miniflare'))('ws');

/** `{ most, least }` of what the isolate took while `during` ran: garbage comes and goes, and what stays is the least. */
export async function watch({ inspector, origin, token }, during) {
  const targets = await (await fetch(new URL('/json', inspector))).json();
  const { webSocketDebuggerUrl } = targets.find(({ id }) => id === 'core:user:');
  const socket = new WebSocket(webSocketDebuggerUrl);
  await once(socket, 'open');
  try {
    let running = true;
    const done = during().finally(() => (running = false));
    const seen = [];
    while (running) {
      seen.push(await take(socket, origin, token));
      await new Promise((later) => setTimeout(later, 20));
    }
    await done;
    return { most: Math.max(...seen), least: Math.min(...seen) };
  } finally {
    socket.close();
  }
}

async function take(socket, origin, token) {
  socket.send(JSON.stringify({ id: 1, method: 'Runtime.getHeapUsage' }));
  const [message] = await once(socket, 'message');
  const { totalSize, embedderHeapUsedSize, backingStorageSize } = JSON.parse(message).result;
  const metrics = await (await fetch(`${origin}/metrics`, { headers: { authorization: `Bearer ${token}` } })).text();
  const [, wasm] = /^deskbell_wasm_memory_bytes\{[^}]*\} (\d+)$/m.exec(metrics);
  return totalSize + embedderHeapUsedSize + backingStorageSize + Number(wasm);
}
