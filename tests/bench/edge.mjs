// `cargo xtask bench edge`: how many answers a second the Worker gives on workerd itself and what each of them costs,
// beside a plain JavaScript Worker and nginx that answer the same bytes. `--rounds 15 --seconds 1` choose how much.

import { readFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { gzipSync } from 'node:zlib';
import * as nginx from './edge/nginx.mjs';
import { watch } from './edge/heap.mjs';
import { cpu, memory } from './edge/process.mjs';
import { bare, startup } from './edge/startup.mjs';
import { load } from './edge/wrk.mjs';
import { plain, release, serve } from './edge/workerd.mjs';
import { cell, markdown, median, whole } from './table.mjs';

// What is measured: the path, and how each one is brought to answer it in that way. `expect` and `refuse` are patterns
// (Lua's) that the answers' Cache-Status must and must not fit; without them no answer may be a hit. What is not so is no
// figure of that row. `way`: plain.js has these. "%d" counts the requests. `variables` are the Worker's, which is started
// once for each set of them.
const MEMORY = 'hit.*detail=memory';
const KINDS = {
  'a hit, isolate memory': {
    path: '/api/contact',
    deskbell: { expect: MEMORY },
    plain: { way: 'static' },
    nginx: { way: 'static', expect: 'hit' },
  },
  'a hit, Cache API': {
    path: '/api/contact',
    deskbell: { expect: 'hit', refuse: 'memory', variables: { DESKBELL_MEMORY_SECONDS: '0' } },
    plain: { way: 'cached', expect: 'hit' },
  },
  // Five minutes go by between two requests, longer than this is fresh: each finds an old answer, and has it made anew
  // behind it.
  'a stale hit, renewed': {
    path: '/contact.vcf',
    deskbell: { expect: 'hit.*ttl=-', variables: { DESKBELL_TEST_CLOCK: '1' }, headers: { 'deskbell-test-clock': '%d' }, step: 301 },
    plain: { way: 'stale', expect: 'hit' },
    nginx: { way: 'old', expect: 'hit; ttl=-' },
  },
  'a 304': {
    path: '/api/contact',
    revalidates: true,
    deskbell: { expect: MEMORY },
    plain: { way: 'static' },
    nginx: { way: 'static', expect: 'hit' },
  },
  'a page, from memory': {
    path: '/contact',
    deskbell: { expect: MEMORY },
    plain: { way: 'static' },
    nginx: { way: 'static', expect: 'hit' },
  },
  'a page, rendered anew': {
    path: '/?q=%d',
    deskbell: {},
  },
};
const NAMES = { deskbell: 'Deskbell', plain: 'plain JavaScript', nginx: 'nginx' };

/** The share of a row's answers that must be what it says; the rest is what a hit of a few seconds costs once it has gone. */
const SHARE = 0.98;
/** Launches of each Worker. */
const STARTS = 25;
/** How often the isolate's memory is told in its run, and for how long it is asked in between, in s. */
const SLICES = 10;
const SLICE = 6;
/** What Cloudflare lets an isolate take, in MiB. */
const ISOLATE = 128;

const option = (name, fallback) => {
  const index = process.argv.indexOf(`--${name}`);
  const value = index > 0 ? Number(process.argv[index + 1]) : fallback;
  if (value >= 1) return value;
  console.error(`--${name} wants a number of at least 1`);
  process.exit(2);
};
const needed = (name) => {
  if (process.env[name]) return process.env[name];
  console.error(`${name} is not set: run this by "cargo xtask bench edge"`);
  process.exit(2);
};

/** The Worker's own answer to a path, for the others to give. */
async function learn(origin, path) {
  const response = await fetch(origin + path);
  if (response.status !== 200) throw new Error(`${path} answers ${response.status}: ${await response.text()}`);
  const headers = Object.fromEntries(response.headers);
  for (const name of ['age', 'cache-status', 'content-length', 'date']) delete headers[name];
  // Without one of its own, the Worker will not know this either.
  headers.etag ??= '"none"';
  return { headers, body: await response.text() };
}

const progress = (text) => process.stderr.isTTY && process.stderr.write(`\r\x1b[K${text}`);

/** Starts everything. Each row names the server that it asks. */
async function start(servers) {
  const ours = release();
  const state = needed('DESKBELL_STATE');
  const deskbell = async (variables) => (servers[JSON.stringify(variables)] ??= await serve(ours, { state, variables }));
  const { origin } = await deskbell({});
  const answers = {};
  for (const { path, plain } of Object.values(KINDS)) if (plain) answers[path] ??= await learn(origin, path);
  servers.plain = await serve(plain(answers));
  if (process.env.DESKBELL_NGINX) servers.nginx = await nginx.serve(process.env.DESKBELL_NGINX, servers.plain.origin);

  const rows = [];
  for (const [kind, { path, revalidates, ...all }] of Object.entries(KINDS)) {
    for (const [who, { way, variables = {}, headers = {}, ...how }] of Object.entries(all)) {
      const server = who === 'deskbell' ? await deskbell(variables) : servers[who];
      if (!server) continue;
      const conditional = revalidates && { 'if-none-match': answers[path].headers.etag };
      rows.push({
        kind, who, server, runs: [], url: server.origin + (way ? `/${way}` : '') + path,
        how: { ...how, status: revalidates ? 304 : 200, headers: { ...headers, ...conditional }, count: Math.floor(Date.now() / 1000) },
      });
    }
  }
  return rows;
}

/** One row, once. */
async function measure(row, seconds) {
  const { server, url, how } = row;
  const before = cpu(server.pid);
  const { requests, right, other, next, errors, ...times } = await load(process.env.DESKBELL_WRK, url, seconds, how);
  how.count = next;
  row.other ||= other;
  if (errors) row.failed = `${whole(errors)} of ${whole(requests)} requests had none`;
  return { ...times, requests, right, cpu: (cpu(server.pid) - before) / requests };
}

/** Fails a row whose answers were of another kind. */
function check(row, runs, share) {
  const sum = (field) => runs.reduce((sum, run) => sum + run[field], 0);
  const [right, requests] = [sum('right'), sum('requests')];
  if (!(right >= share * requests) || !requests) row.failed ??= `${whole(right)} of ${whole(requests)} as wanted, else ${row.other || 'none'}`;
}

/** What the isolate takes in each slice of a long run, half of it hits and half of it pages rendered anew. */
async function isolate() {
  const token = 'bench';
  const server = await serve(release(), { state: needed('DESKBELL_STATE'), variables: { METRICS_TOKEN: token }, inspected: true, heap: ISOLATE });
  const { origin, inspector } = server;
  const ask = async () => {
    await load(process.env.DESKBELL_WRK, `${origin}/contact`, SLICE / 2, {});
    await load(process.env.DESKBELL_WRK, `${origin}/?q=%d`, SLICE / 2, { count: Date.now() });
  };
  try {
    const slices = [];
    while (slices.length < SLICES) {
      progress(`  the isolate's memory: ${slices.length + 1} of ${SLICES}`);
      slices.push(await watch({ inspector, origin, token }, ask));
    }
    return slices;
  } finally {
    await server.stop();
  }
}

function show(rows, [ours, peer], slices, starts, size) {
  const two = (value) => value.toFixed(2);
  const mib = (bytes) => (bytes / 2 ** 20).toFixed(1);
  const figures = [['requests/s', 'rate', whole], ['p50, ms', 'p50', two], ['p99, ms', 'p99', two], ['CPU, µs', 'cpu', whole]];
  const table = rows.map(({ kind, who, runs, failed }) =>
    [kind, NAMES[who], ...figures.map(([, field, format]) => (failed ? 'not reached' : cell(runs, field, format)))]);
  console.log(markdown([['', '', ...figures.map(([heading]) => heading)], ...table], 2));
  for (const { kind, who, failed } of rows) if (failed) console.log(`\nNot reached: ${kind}, ${NAMES[who]}. Of its answers ${failed}`);

  const find = (kind, who) => rows.find((row) => row.kind === kind && row.who === who);
  const yardstick = find('a hit, Cache API', 'plain');
  // Round by round, since a machine that others use too is now quick and now slow. By CPU too: that says more there.
  const times = (kind) => {
    const row = find(kind, 'deskbell');
    if (row.failed || yardstick.failed) return '-';
    const [rate, cost] = [(run, other) => run.rate / other.rate, (run, other) => other.cpu / run.cpu];
    const [byRate, byCpu] = [rate, cost].map((of) => median(row.runs.map((run, round) => of(run, yardstick.runs[round]))));
    return `${two(byRate)} times, by CPU ${two(byCpu)}`;
  };
  const anew = find('a page, rendered anew', 'deskbell');
  const start = (who) => cell(starts[who].map((ms) => ({ ms })), 'ms', (ms) => ms.toFixed(0));
  console.log('\n' + markdown([
    ['', 'measured', 'wanted'],
    ['hits from memory, of the plain Worker’s from the Cache API', times('a hit, isolate memory'), '≥ 1.3 times'],
    ['hits from the Cache API, of the same', times('a hit, Cache API'), '≥ 0.7 times'],
    ['CPU of a page rendered anew, ms', anew.failed ? '-' : two(median(anew.runs.map(({ cpu }) => cpu)) / 1000), '≤ 3'],
    ['start-up, ms', start('deskbell'), ''],
    ['start-up of the plain Worker, ms', start('plain'), ''],
    // Of the quickest launches, which nothing else has held up.
    ['start-up beyond the plain Worker’s, least of each, ms', (Math.min(...starts.deskbell) - Math.min(...starts.plain)).toFixed(0), '≤ 10'],
    ['Worker, bytes by gzip', whole(size), '≤ 409,600'],
    ['the isolate’s memory, MiB: the least in each of ' + SLICES + ' slices', slices.map(({ least }) => mib(least)).join(', '), 'flat'],
    ['the most at any time', mib(Math.max(...slices.map(({ most }) => most))), '< 128'],
    ['workerd’s memory with it, MiB: after the first round, after the last', ours.memory.map(whole).join(', '), 'flat'],
    ['workerd’s memory with the plain Worker, MiB', peer.memory.map(whole).join(', '), ''],
  ]));
}

async function main() {
  const [rounds, seconds] = [option('rounds', 15), option('seconds', 1)];
  needed('DESKBELL_WRK');
  const servers = {};
  const loads = [];
  try {
    const rows = await start(servers);
    const watched = [servers['{}'], servers.plain];
    // The first round is not counted: it fills the caches, and tells which rows are what they say.
    for (let round = 0; round <= rounds; round++) {
      for (const row of rows.filter(({ failed }) => !failed)) {
        progress(`  round ${round} of ${rounds}: ${row.kind}, ${NAMES[row.who]}`);
        const run = await measure(row, round ? seconds : 1);
        if (round) row.runs.push(run);
        // What is mostly something else need not be asked again.
        else check(row, [run], 0.5);
      }
      for (const server of watched) (server.memory ??= []).push(memory(server.pid));
      loads.push(loadavg()[0]);
    }
    for (const row of rows) if (!row.failed) check(row, row.runs, SHARE);
    for (const server of watched) server.memory = [server.memory[0], server.memory.at(-1)];
    const ours = release();
    const configs = { deskbell: bare(ours), plain: bare(plain({})) };
    const starts = { deskbell: [], plain: [] };
    for (let launch = 0; launch <= STARTS; launch++) {
      progress(`  launch ${launch} of ${STARTS}`);
      for (const who in configs) {
        const time = await startup(configs[who]);
        if (launch) starts[who].push(time);
      }
    }
    const slices = await isolate();
    const size = ours.modules.reduce((sum, { path }) => sum + gzipSync(readFileSync(path), { level: 9 }).length, 0);
    progress('');
    const busy = loads.map((load) => load.toFixed(1));
    console.log(`workerd, 16 connections, ${cpus().length} CPUs, load average ${busy.toSorted((a, b) => a - b)[0]} to ${busy.toSorted((a, b) => b - a)[0]}; medians of ${rounds} rounds of ${seconds} s (least–most)\n`);
    show(rows, watched, slices, starts, size);
  } finally {
    progress('');
    for (const server of Object.values(servers)) await server.stop();
  }
}

await main();
