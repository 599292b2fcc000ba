// `cargo xtask bench live`: how soon everybody hears of a change who has a thread open, on workerd itself. Each change is an
// answer whose author has it erased, which is the most that any write does; what is measured is the time from sending it to
// the last socket's news, and to the answer. `--sockets 1000` and `--rounds 20` choose how many of each.

import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { cpu, memory } from './edge/process.mjs';
import { WebSocket, release, serve } from './edge/workerd.mjs';
import { markdown } from './table.mjs';

/** Rounds before any is counted. */
const WARM = 3;

/** How many sockets are opened at once. */
const AT_ONCE = 50;

/** News come at once; what takes so long, in ms, never comes. */
const PATIENCE = 30_000;

/** The Worker tells news of one thread at most once in so many ms. */
const APART = 1_000;

const option = (name, otherwise) => {
  const index = process.argv.indexOf(name);
  const value = index > 0 ? Number(process.argv[index + 1]) : otherwise;
  if (!(value >= 1)) throw new Error(`${name} wants a number of at least 1`);
  return value;
};
const [SOCKETS, ROUNDS] = [option('--sockets', 1_000), option('--rounds', 20)];
const { DESKBELL_STATE: state } = process.env;
if (!state) throw new Error('run this by "cargo xtask bench live"');

/** As long as those that browsers are given: what is shorter is no key. */
const keyOf = (round) => `bench-key-${round}`.padEnd(64, '-');

/** A thread with an answer of somebody's for each round; its id. */
function plant() {
  const folder = join(state, 'v3/d1/miniflare-D1DatabaseObject');
  const [file] = readdirSync(folder).filter((name) => name.endsWith('.sqlite') && !name.startsWith('metadata'));
  const database = new DatabaseSync(join(folder, file));
  const insert = (sql, ...values) => Number(database.prepare(sql).run(...values).lastInsertRowid);
  const thread = insert("INSERT INTO threads (site, lang) VALUES ('lindenhof', 'en')");
  const post = (title, text, person) => insert("INSERT INTO posts (thread, title, text, author, at, bigrams, person) VALUES (?, ?, ?, '', 1, '', ?)", thread, title, text, person);
  post('Does it hum?', 'Does yours hum, too?', null);
  for (let round = 0; round < WARM + ROUNDS; round++) {
    const proof = `key:${createHash('sha256').update(keyOf(round)).digest('hex')}`;
    post('', 'Mine hums.', insert("INSERT INTO people (site, proof, since) VALUES ('lindenhof', ?, 1)", proof));
  }
  database.close();
  return thread;
}

const thread = plant();
const { origin, pid, stop } = await serve(release(process.env.DESKBELL_WORKER), { state, variables: { DESKBELL_SECRET: 'x'.repeat(64) } });
const sockets = [];

/** Opens a socket from an address of its own network. */
const open = (number) =>
  new Promise((done, failed) => {
    const url = `${origin.replace('http', 'ws')}/ask/desk.${thread}/live?site=lindenhof`;
    const headers = { 'cf-connecting-ip': `2001:db8:${(number >> 8).toString(16)}:${(number & 255).toString(16)}::1` };
    const socket = new WebSocket(url, { headers });
    socket.addEventListener('open', () => done(socket));
    socket.addEventListener('error', ({ message }) => failed(new Error(`socket ${number}: ${message}`)));
  });

/** When the next news come by a socket. */
const heard = (socket) => new Promise((done) => socket.addEventListener('message', () => done(performance.now()), { once: true }));

async function erase(round) {
  const address = `2001:db8:ffff:${round.toString(16)}::1`;
  const headers = { 'content-type': 'application/json', cookie: `deskbell_key=${keyOf(round)}`, 'cf-connecting-ip': address };
  const body = JSON.stringify({ do: 'erase', sure: 'yes' });
  const answer = await fetch(`${origin}/api/ask/me?site=lindenhof&lang=en`, { method: 'POST', headers, body });
  if (!answer.ok) throw new Error(`${answer.status} ${(await answer.text()).slice(0, 500)}`);
  await answer.arrayBuffer();
  return performance.now();
}

const at = (values, share) => values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))].toFixed(0);

try {
  const before = memory(pid);
  const opening = performance.now();
  for (let number = 0; number < SOCKETS; number += AT_ONCE) {
    const some = Array.from({ length: Math.min(AT_ONCE, SOCKETS - number) }, (_, index) => open(number + index));
    sockets.push(...(await Promise.all(some)));
  }
  const opened = performance.now() - opening;
  const figures = { answer: [], first: [], last: [] };
  const loads = [];
  let spent = 0;
  for (let round = 0; round < WARM + ROUNDS; round++) {
    const all = Promise.all(sockets.map(heard));
    const [begun, worked] = [performance.now(), cpu(pid)];
    const answered = await erase(round);
    const times = await Promise.race([all, sleep(PATIENCE).then(() => undefined)]);
    if (!times) throw new Error(`round ${round}: not everybody has heard of it`);
    if (round >= WARM) {
      figures.answer.push(answered - begun);
      figures.first.push(Math.min(...times) - begun);
      figures.last.push(Math.max(...times) - begun);
      spent += cpu(pid) - worked;
      loads.push(loadavg()[0]);
    }
    await sleep(APART + 100);
  }
  const row = (name, values) => [name, at(values, 0.5), at(values, 0.99)];
  console.log(`workerd, ${SOCKETS} sockets of one thread, opened in ${(opened / 1000).toFixed(1)} s; ${ROUNDS} changes; ${cpus().length} CPUs, load average ${Math.min(...loads).toFixed(1)} to ${Math.max(...loads).toFixed(1)}; ms from sending the write\n`);
  console.log(markdown([['until', 'p50', 'p99'], row('the write is answered', figures.answer), row('the first socket hears', figures.first), row('the last socket hears', figures.last)], 1));
  console.log(`\nCPU of one change: ${(spent / ROUNDS / 1000).toFixed(1)} ms. workerd: ${before.toFixed(0)} MiB before, ${memory(pid).toFixed(0)} MiB with all sockets.`);
} finally {
  for (const socket of sockets) socket.close();
  await stop();
}
