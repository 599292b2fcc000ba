// The sites of `cargo xtask bench choose`: the demo shop's guide to monitors, among as many products as asked for. Each has
// the specs of real ones, mixed by a seeded generator, and a name of its own: `node sites.mjs FOLDER 500 5000`.

import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const DEMO = join(import.meta.dirname, '../../../www/demo/site');

/** Mulberry32: the same numbers from 0 to 1 everywhere. */
export function generator(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const words = (random, letters) => Array.from({ length: letters }, () => 'ABCDEFGHKLMNPQRSTUVWXYZ23456789'[Math.floor(random() * 31)]).join('');

/** So many monitors. */
export function products(real, count) {
  const random = generator(count);
  const pick = (list) => list[Math.floor(random() * list.length)];
  const names = [...new Set(real.flatMap(({ specs }) => Object.keys(specs)))];
  const made = [];
  const ids = new Set();
  while (made.length < count) {
    const like = pick(real);
    const name = `${like.brand} ${words(random, 2)}${Math.floor(random() * 90 + 10)}${words(random, 3)}`;
    const id = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
    if (ids.has(id)) continue;
    ids.add(id);
    // Half of the specs are those of one product, since they belong together.
    const specs = {};
    for (const spec of names) {
      const value = (random() < 0.5 ? like : pick(real)).specs[spec];
      if (value !== undefined) specs[spec] = value;
    }
    const amount = like.price && (Number(like.price.amount) * (0.8 + random() * 0.4)).toFixed(2);
    const url = `https://lindenhof.example/p/${id}`;
    made.push({ id, name, brand: like.brand, url, ...(amount && { price: { ...like.price, amount } }), available: random() < 0.9, specs });
  }
  return made;
}

/** Writes them, each into a folder named by its id, and returns the folders. */
function write(folder, sizes) {
  const all = readFileSync(join(DEMO, 'products.jsonl'), 'utf8').trim().split('\n').map((line) => JSON.parse(line));
  const real = all.filter(({ specs }) => specs?.Kind === 'Monitor');
  return sizes.map((size) => {
    const id = `bench${size}`;
    const site = join(folder, id);
    mkdirSync(join(site, 'guides'), { recursive: true });
    const settings = `id = "${id}"\nname = "${id}"\nlanguages = ["en", "zh-CN", "de", "pt-BR", "es", "fr", "ja", "ar"]\n\n[[source]]\nid = "desk"\nkind = "builtin"\n`;
    writeFileSync(join(site, 'site.toml'), settings);
    writeFileSync(join(site, 'products.jsonl'), products(real, size).map((product) => JSON.stringify(product) + '\n').join(''));
    copyFileSync(join(DEMO, 'guides/monitor.toml'), join(site, 'guides/monitor.toml'));
    return site;
  });
}

if (process.argv[1] === import.meta.filename) {
  const [folder, ...sizes] = process.argv.slice(2);
  console.log(write(folder, sizes.map(Number)).join('\n'));
}
