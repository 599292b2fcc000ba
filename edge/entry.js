// What the runtime calls. worker-build makes the handlers methods of a class behind a proxy, an object of which the
// runtime makes, and asks for a dozen properties, for each request: a tenth of what a remembered answer costs.

import Worker from 'worker-build';

export { Gate, Limit, Live } from 'worker-build';

// By it WASM goes on with what it has waited for, many times in a request. The runtime's own asks C++ each time.
const now = Promise.resolve();
globalThis.queueMicrotask = (task) => void now.then(task);

const state = globalThis.__worker_init_state;

const handler = (method) => (event, env, ctx) => {
  // After a panic, making such an object starts the WASM anew.
  if (state.criticalError) new Worker(ctx, env);
  return method.call({ env, ctx }, event);
};

export default { fetch: handler(Worker.prototype.fetch), scheduled: handler(Worker.prototype.scheduled) };
