// What a Worker's isolate holds, as the inspector of its workerd tells it.

import { once } from 'node:events';
import { WebSocket } from '../edge/workerd.mjs';

/** MiB of V8's heap that are in use, collected or not (workerd does not collect when asked to): without WASM's memory. */
export async function heap(inspector, origin) {
  const socket = new WebSocket(new URL('./core:user:', inspector));
  await once(socket, 'open');
  try {
    const told = once(socket, 'message', { signal: AbortSignal.timeout(10_000) });
    socket.send(JSON.stringify({ id: 1, method: 'Runtime.getHeapUsage' }));
    // The isolate reads what is asked of it when it next runs.
    await (await fetch(`${origin}/healthz`)).text();
    const [{ data }] = await told;
    return JSON.parse(data).result.usedSize / 2 ** 20;
  } finally {
    socket.close();
  }
}
