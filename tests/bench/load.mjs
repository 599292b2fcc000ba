// `cargo xtask bench load`: what the help desk costs a storefront and its shoppers on a slow line and a slow phone,
// beside its peers. `cargo xtask bench load --runs 3 --only deskbell,deep-chat` chooses how much.

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { launch } from './browser.mjs';
import { start } from './network.mjs';
import { script } from './probe.mjs';
import { STREET, address, shop, subjects } from './subjects.mjs';
import { print } from './table.mjs';

const HERE = import.meta.dirname;
/** In ms without a request: then the storefront has gone idle, and what loads ahead has loaded. */
const QUIET = 1500;
/** In ms: longer than anything here takes. */
const PATIENCE = 30_000;

/** How often, and which subjects (all where none is named); an error says what is wrong. */
function options(known) {
  const { values } = parseArgs({ options: { runs: { type: 'string', default: '5' }, only: { type: 'string', default: '' } } });
  const runs = Number(values.runs);
  if (!Number.isInteger(runs) || runs < 1) throw new Error(`--runs ${values.runs} is no number of runs`);
  const only = values.only.split(',').filter(Boolean);
  const unknown = only.find((name) => !known.includes(name));
  if (unknown) throw new Error(`--only ${unknown} is no subject, use ${known.join(', ')}`);
  return { runs, names: only.length ? known.filter((name) => only.includes(name)) : known };
}

const needed = (name) => {
  if (process.env[name]) return process.env[name];
  console.error(`${name} is not set: run this by "cargo xtask bench load"`);
  process.exit(2);
};

/** The peers come from npm, once. */
function install() {
  const { dependencies } = JSON.parse(readFileSync(join(HERE, 'package.json')));
  const there = Object.entries(dependencies).every(([name, version]) => {
    const file = join(HERE, 'node_modules', name, 'package.json');
    return existsSync(file) && JSON.parse(readFileSync(file)).version === version;
  });
  if (there) return;
  console.log('  Installing the peers from npm');
  const flags = ['--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status } = spawnSync('npm', ['install', ...flags], { cwd: HERE, stdio: 'inherit' });
  if (status !== 0) throw new Error('the peers could not be installed: that needs npm and a connection');
}

/** What is asked for, or an error where it takes too long. */
async function within(what, answer) {
  let timer;
  const late = new Promise((_, failed) => {
    timer = setTimeout(() => failed(new Error(`${what} did not come within ${PATIENCE} ms`)), PATIENCE);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}

/** What the frame says once it is there; its first empty document goes, and an answer with it. */
async function inFrame(page, expression) {
  for (;;) {
    const answer = await page.inside(`globalThis.bench?.${expression}`)?.catch(() => undefined);
    if (answer) return answer;
    await new Promise((done) => setTimeout(done, 50));
  }
}

/** What the parts of an opened subject were there at, in ms since 1970. */
async function opened(page, subject, atOnce) {
  const [outer, inner] = await Promise.all([
    within('the opened panel', page.evaluate('bench.opened')),
    subject.inside && within('an answer by WASM', inFrame(page, 'answered')),
  ]);
  if (!inner || (atOnce && subject.first)) return { ...inner, ...outer };
  const shown = (time) => Math.max(time, outer.panel);
  return { ...outer, ...inner, address: shown(inner.address), field: shown(inner.field), letter: shown(inner.letter) };
}

/** A shopper who looks around first: everything has loaded that loads by itself, then the launcher is pressed. */
async function calm(browser, line, url, subject) {
  const page = await browser.open(script({ ...subject, street: STREET }));
  try {
    line.begin();
    await page.go(url);
    await line.quiet(QUIET);
    const failed = line.requests.filter(({ status }) => status !== 200);
    if (failed.length) throw new Error(`no answer for ${failed.map(({ url, status }) => `${url} (${status})`).join(', ')}`);
    const result = { script: await page.scriptMs() };
    if (subject.launcher) {
      const [times] = await Promise.all([opened(page, subject), page.evaluate('void bench.press()')]);
      const { click, address, field, letter, live, answered } = times;
      Object.assign(result, {
        before: line.bytes(0, click), toRead: address && line.bytes(click, address), toAnswer: answered && line.bytes(click, answered),
        read: address - click, field: field - click, letter: letter - click, live: live - click, answer: answered - click,
      });
      await line.quiet(300);
    }
    const { tasks, shift } = await page.evaluate('({ tasks: bench.tasks, shift: bench.shift })');
    const blocking = tasks.reduce((sum, task) => sum + task - 50, 0);
    return { ...result, blocking, longest: Math.max(0, ...tasks), shift };
  } finally {
    await page.close();
  }
}

/** A shopper who presses the launcher in the very frame that shows it. */
async function hasty(browser, line, url, subject) {
  const page = await browser.open(script({ ...subject, street: STREET, atOnce: true }));
  try {
    line.begin();
    await page.go(url);
    const { launcher, address, field, answered } = await opened(page, subject, true);
    const from = await page.evaluate('bench.start');
    return { launcher: launcher - from, readAtOnce: address - from, fieldAtOnce: field - from, answerAtOnce: answered - from };
  } finally {
    await page.close();
  }
}

const progress = (text) => process.stderr.isTTY && process.stderr.write(`\r\x1b[K${text}`);

async function main() {
  const { runs, names } = options(Object.keys(subjects('')));
  const storefront = needed('DESKBELL_STOREFRONT');
  const target = needed('DESKBELL_URL');
  install();
  const shopHost = new URL(storefront).host;
  // The help desk is at 127.0.0.1 and the storefront at localhost: two sites, as in reality. Both names lead to the
  // line; the storefront keeps the very origin that the demo's site lets embed it.
  const all = {};
  const line = await start({ help: target, shopHost, shop: (url) => shop(all)(url) });
  Object.assign(all, subjects(`http://127.0.0.1:${line.port}`));
  const browser = await launch(`MAP ${shopHost} 127.0.0.1:${line.port}`);
  const results = Object.fromEntries(names.map((name) => [name, []]));
  const load = [];
  try {
    // The first round is not counted: it compresses the files, and warms the machine up.
    for (let run = 0; run <= runs; run++) {
      if (run === 1) line.slow.clear();
      for (const name of names) {
        progress(`  run ${run} of ${runs}: ${name}`);
        const subject = all[name];
        const url = storefront + address(name);
        const result = await calm(browser, line, url, subject);
        if (subject.launcher) Object.assign(result, await hasty(browser, line, url, subject));
        if (run) results[name].push(result);
        else if (process.env.DETAIL) for (const { url, parts } of line.requests) console.error(url, parts.reduce((sum, [, bytes]) => sum + bytes, 0));
      }
      load.push(loadavg()[0]);
    }
  } finally {
    progress('');
    await browser.close();
    line.close();
  }
  console.log(`${browser.product}, ${cpus().length} CPUs, load average ${Math.min(...load).toFixed(1)} to ${Math.max(...load).toFixed(1)}`);
  print(results, runs);
  if (line.slow.size) console.log(`Too high, for the server itself took longer than the line: ${[...line.slow].join(', ')}`);
}

await main().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
