// `cargo xtask bench choose`: how long an answer to a guide takes among 500, 5,000 and 50,000 products, in the browser's WASM
// and on the edge, and what a guide weighs. `--sizes 500,5000 --rounds 3` choose how much.

import { cpus, loadavg } from 'node:os';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { brotliCompressSync, constants } from 'node:zlib';
import { launch } from './browser.mjs';
import { around, shipped, whole as filled } from './choose/around.mjs';
import { answered } from './choose/press.mjs';
import { generator } from './choose/sites.mjs';
import { cpu } from './edge/process.mjs';
import { release, serve } from './edge/workerd.mjs';
import { cell, markdown, whole } from './table.mjs';

/** The guide of each site: `sites.mjs`. */
const GUIDE = '/choose/monitor';
/** How many times the edge is asked for each size and round. */
const ASKS = 40;
/** A frame at 60 Hz, in ms. */
const FRAME = 16;
/** What a guide and its 500 candidates may weigh, in bytes by brotli. */
const BUDGET = 20 * 1024;

const needed = (name) => {
  if (process.env[name]) return process.env[name];
  console.error(`${name} is not set: run this by "cargo xtask bench choose"`);
  process.exit(2);
};

const brotli = (text) => brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
const progress = (text) => process.stderr.isTTY && process.stderr.write(`\r\x1b[K${text}`);

/** The guides as the database has them: `{ words, columns, cards }` by size, each as JSON. */
function guides() {
  const all = {};
  for (const { site, what, json } of JSON.parse(readFileSync(needed('DESKBELL_GUIDES')))) {
    const parts = (all[Number(site.replace('bench', ''))] ??= { words: '', columns: '', cards: '' });
    parts[what === 'en' ? 'words' : what] += json;
  }
  return all;
}

/** Queries of which each answers the guide's questions in another way, at random and the same every time. */
function* queries({ questions }) {
  const random = generator(1);
  for (;;) {
    const answers = questions.map(({ id, answers }) => `${id}=${answers[Math.floor(random() * answers.length)].id}`);
    yield answers.slice(0, 1 + Math.floor(random() * answers.length)).join('&');
  }
}

/** The edge: what one answer takes among so many products, in ms of the clock and of the CPU. None is in a cache. */
async function edge(server, size, asked, rounds) {
  const runs = [];
  for (let round = 0; round <= rounds; round++) {
    const before = cpu(server.pid);
    const times = [];
    while (times.length < ASKS) {
      const started = performance.now();
      const response = await fetch(`${server.origin}/api${GUIDE}?site=bench${size}&${asked.next().value}`);
      await response.arrayBuffer();
      if (response.status !== 200) throw new Error(`${GUIDE} among ${size} answers ${response.status}`);
      if (!/hit/.test(response.headers.get('cache-status') ?? '')) times.push(performance.now() - started);
    }
    // The first round fills what is remembered of the site.
    if (round) runs.push({ clock: times.toSorted((a, b) => a - b)[times.length >> 1], cpu: (cpu(server.pid) - before) / 1000 / times.length });
  }
  return runs;
}

/** The browser: what one answer takes from its press to the results being others, in ms. */
async function browser(chromium, origin, size, rounds) {
  const runs = [];
  for (let round = 0; round <= rounds; round++) {
    const page = await chromium.open('');
    try {
      await page.go(`${origin}/choose?site=bench500`);
      const times = await page.evaluate(answered(GUIDE));
      if (round) runs.push({ median: times.toSorted((a, b) => a - b)[times.length >> 1], most: Math.max(...times) });
    } finally {
      await page.close();
    }
  }
  return runs;
}

async function main() {
  const { values } = parseArgs({ options: { sizes: { type: 'string', default: '500,5000,50000' }, rounds: { type: 'string', default: '3' } } });
  const rounds = Number(values.rounds);
  const all = guides();
  const sizes = values.sizes.split(',').map(Number).filter((size) => all[size]);
  const figures = [];
  const server = await serve(release(), { state: needed('DESKBELL_STATE') });
  const chromium = await launch('MAP * ~NOTFOUND, EXCLUDE 127.0.0.1');
  try {
    const view = await (await fetch(`${server.origin}/api${GUIDE}?site=bench500`)).json();
    const sends = shipped(view);
    for (const size of sizes) {
      const { words, columns, cards } = all[size];
      const figure = { size, words: brotli(words), columns: brotli(columns), cards: brotli(cards) };
      progress(`  ${whole(size)} products, the edge`);
      figure.edge = await edge(server, size, queries(JSON.parse(words)), rounds);
      figure.sent = brotli(JSON.stringify(await (await fetch(`${server.origin}/api${GUIDE}?site=bench${size}`)).json()));
      if (sends) {
        progress(`  ${whole(size)} products, the browser`);
        const proxy = await around(needed('DESKBELL_URL'), GUIDE, JSON.stringify(filled(view, all[size])));
        try {
          figure.browser = await browser(chromium, proxy.origin, size, rounds);
        } finally {
          proxy.close();
        }
      }
      figures.push(figure);
    }
  } finally {
    progress('');
    await chromium.close();
    await server.stop();
  }
  show(figures, rounds);
}

function show(figures, rounds) {
  const two = (value) => value.toFixed(2);
  console.log(`Chromium, four times slower CPU; workerd; ${cpus().length} CPUs, load average ${loadavg()[0].toFixed(1)}; medians of ${rounds} rounds (least–most)\n`);
  console.log(markdown([
    ['products', 'press to results, ms', 'the slowest, ms', 'edge, ms', 'edge, CPU ms'],
    ...figures.map(({ size, browser = [], edge }) => [
      whole(size), cell(browser, 'median', two), cell(browser, 'most', two), cell(edge, 'clock', two), cell(edge, 'cpu', two),
    ]),
  ]));
  console.log('\nBytes by brotli (quality 11)\n\n' + markdown([
    ['products', 'questions and rules', 'columns', 'cards', 'all', 'a product', 'the answer sent'],
    ...figures.map(({ size, words, columns, cards, sent }) => {
      const sum = words + columns + cards;
      return [size, words, columns, cards, sum].map(whole).concat(two((columns + cards) / size), whole(sent));
    }),
  ]));
  const at = (size) => figures.find((figure) => figure.size === size);
  const rows = [];
  if (at(500)) rows.push(['a guide and its 500 candidates, bytes', whole(at(500).sent), `≤ ${whole(BUDGET)}`]);
  if (at(5000)?.browser) rows.push(['5,000 products ranked anew, ms', cell(at(5000).browser, 'median', two), `≤ ${FRAME}`]);
  if (rows.length) console.log('\n' + markdown([['', 'measured', 'wanted'], ...rows]));
}

await main();
