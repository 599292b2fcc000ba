// Workers on workerd itself: miniflare, which wrangler brings, only writes the configuration, with the bindings that
// wrangler.toml names, and starts `workerd serve`. What is measured goes to the Worker's own socket, past miniflare's
// entry, and the Cache API is answered by cache.js instead of by miniflare's own, which keeps files.

import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const HERE = import.meta.dirname;
const CONFIG = join(HERE, '../../../wrangler.toml');

const require = createRequire(CONFIG);
const wrangler = require('wrangler');
// The very ones of that wrangler
const its = createRequire(require.resolve('wrangler'));
const { CACHE_PLUGIN, Miniflare, convertV4MiniflareOptions, serializeConfig } = its('miniflare');
const { default: workerd } = its('workerd');
const { resolve } = its;
// Node has one of its own since version 22 only.
const { WebSocket } = createRequire(resolve('miniflare'))('undici');
export { resolve, serializeConfig, WebSocket, workerd };

const read = (name) => readFileSync(join(HERE, name), 'utf8');

CACHE_PLUGIN.getServices = ({ workerIndex }) => [{
  name: `cache:${workerIndex}`,
  worker: { compatibilityDate: '2026-04-01', modules: [{ name: 'cache.js', esModule: read('cache.js') }] },
}];

/** The Worker as built: wrangler.toml's options, and the modules of a folder; without one those of `main`, the release. */
export function release(built) {
  const { workerOptions, main } = wrangler.unstable_getMiniflareWorkerOptions(CONFIG);
  // Served by Cloudflare without waking the Worker: they are no part of what is measured.
  delete workerOptions.assets;
  const folder = built ?? dirname(main);
  const modules = [
    { type: 'ESModule', path: join(folder, 'index.js') },
    { type: 'CompiledWasm', path: join(folder, 'index_bg.wasm') },
  ];
  return { ...workerOptions, modulesRoot: folder, modules };
}

/** The plain Worker, with the answers that it gives, by path: `{ headers, body }`. */
export const plain = (answers) => ({
  compatibilityDate: release().compatibilityDate,
  modules: [{ type: 'ESModule', path: 'plain.js', contents: read('plain.js') }],
  bindings: { ANSWERS: answers },
});

// What miniflare starts
process.env.MINIFLARE_WORKERD_PATH = join(HERE, 'workerd.sh');
process.env.DESKBELL_WORKERD = workerd;

/** Tells what went wrong, which nobody should have to look for in a file. */
const tell = (log) => {
  for (const line of readFileSync(log, 'utf8').split('\n')) if (line.includes('"level":"error"')) console.error(JSON.parse(line).message);
};

const children = () =>
  execFileSync('ps', ['-A', '-o', 'ppid=,pid=,comm='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([parent, , name]) => Number(parent) === process.pid && /workerd/.test(name ?? ''))
    .map(([, id]) => Number(id));

/**
 * Starts a workerd of its own for a Worker. `state` is copied to `folder`, so that no two share a database. `restart`, once
 * it has been killed, starts another one on the same folder, and tells the same of it. `inspected` has it tell of its heap,
 * at the address `inspector`, which slows it down. `heap` is the most that V8 may take, in MiB; without it V8 leaves garbage
 * lying as long as the machine has room.
 */
export async function serve(options, { state, variables = {}, inspected = false, heap } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'deskbell-bench-'));
  if (state) cpSync(join(state, 'v3'), folder, { recursive: true });
  let before = children();
  const settings = convertV4MiniflareOptions({
    ...options,
    bindings: { ...options.bindings, ...variables },
    cf: false,
    ...(inspected && { inspectorPort: 0 }),
    handleStructuredLogs: ({ message }) => console.error(message),
    resourcePersistencePath: folder,
    unsafeDirectSockets: [{ host: '127.0.0.1', port: 0 }],
  });
  const log = join(folder, 'log');
  // Miniflare and what it starts read them at each start; another server's may be there.
  const settle = () =>
    Object.assign(process.env, { DESKBELL_LOG: log, MINIFLARE_WORKERD_V8_FLAGS: heap ? `--max-heap-size=${heap}` : '' });
  settle();
  const miniflare = new Miniflare(settings);
  const stop = async () => {
    await miniflare.dispose();
    tell(log);
    rmSync(folder, { recursive: true, force: true });
  };
  const running = async () => {
    const { origin } = await miniflare.unsafeGetDirectURL();
    const [pid] = children().filter((child) => !before.includes(child));
    const inspector = inspected && (await miniflare.getInspectorURL()).href.replace('ws', 'http');
    return { origin, pid, inspector };
  };
  const restart = async () => {
    before = children();
    settle();
    await miniflare.setOptions(settings);
    return running();
  };
  try {
    return { ...(await running()), folder, restart, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
