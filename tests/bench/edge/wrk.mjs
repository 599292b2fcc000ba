// Load by wrk, one thread of it: it takes little CPU from the servers beside it, keeps its connections, and has each
// answer looked at.

import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const CONNECTIONS = 16;
const SCRIPT = join(import.meta.dirname, 'wrk.lua');

/**
 * Asks for `seconds`. `expect` and `refuse` are patterns (Lua's) that the Cache-Status of an answer must and must not fit.
 * `count` is where "%d" in the path and the headers goes on counting, by `step`. Rates are a second, times in ms.
 */
export async function load(wrk, url, seconds, { status = 200, expect = '', refuse = expect ? '^$' : 'hit', headers = {}, count = 0, step = 1 }) {
  const told = Object.entries(headers).map(([name, value]) => `${name}=${value}`);
  const args = ['--threads', 1, '--connections', CONNECTIONS, '--duration', `${seconds}s`, '--timeout', '10s', '--script', SCRIPT, url, '--', status, expect, refuse, count, step, ...told];
  const { stdout } = await promisify(execFile)(wrk, args.map(String));
  const [, numbers, other] = /^result ((?:\d+ ){7})(.*)$/m.exec(stdout) ?? [];
  if (!numbers) throw new Error(`wrk told no result:\n${stdout}`);
  const [requests, duration, p50, p99, errors, right, next] = numbers.trim().split(' ').map(Number);
  return { requests, rate: requests / (duration / 1e6), p50: p50 / 1000, p99: p99 / 1000, errors, right, next, other };
}
