// From the start of a workerd that holds one Worker and no binding, until that has answered once.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { basename } from 'node:path';
import { serializeConfig, workerd } from './workerd.mjs';

const module = ({ type, path, contents }) => ({
  name: basename(path),
  ...(type === 'CompiledWasm' ? { wasm: readFileSync(path) } : { esModule: contents ?? readFileSync(path, 'utf8') }),
});

/** A configuration for `startup`, of what `workerd.mjs` serves. */
export const bare = ({ compatibilityDate, compatibilityFlags = [], modules }) =>
  serializeConfig({
    services: [{ name: 'worker', worker: { compatibilityDate, compatibilityFlags, modules: modules.map(module) } }],
    sockets: [{ name: 'http', address: '127.0.0.1:0', service: { name: 'worker' }, http: {} }],
  });

/** Whatever is answered counts. A method that nobody expects needs no database. */
const answer = (port) =>
  new Promise((done, fail) => {
    request({ port, host: '127.0.0.1', method: 'OPTIONS', path: '/api/contact' }, done).on('error', fail).end();
  });

/** In ms. */
export async function startup(config) {
  const begin = performance.now();
  const child = spawn(workerd, ['serve', '--binary', '--experimental', '--control-fd=3', '-'], { stdio: ['pipe', 'ignore', 'ignore', 'pipe'] });
  const ended = once(child, 'exit');
  try {
    child.stdin.end(config);
    const [line] = await Promise.race([once(child.stdio[3], 'data'), ended.then(() => Promise.reject(new Error('workerd has ended')))]);
    const response = await answer(JSON.parse(String(line).split('\n')[0]).port);
    const time = performance.now() - begin;
    response.resume();
    return time;
  } finally {
    child.kill('SIGKILL');
    await ended;
  }
}
