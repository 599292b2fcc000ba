// The figures as tables: medians, and from least to most where these differ.

const bytes = (value) => (value / 1024).toFixed(1);
export const whole = (value) => Math.round(value).toLocaleString('en');
const exact = (value) => value.toFixed(value && value < 0.1 ? 4 : 2);

const TABLES = [
  ['What every shopper of the storefront pays, before any click and while it opens', [
    ['KB before', 'before', bytes],
    ['launcher, ms', 'launcher', whole],
    ['script, ms', 'script', whole],
    ['blocking, ms', 'blocking', whole],
    ['longest task, ms', 'longest', whole],
    ['shift', 'shift', exact],
  ]],
  ['From the click, when the storefront had gone idle before', [
    ['KB to address', 'toRead', bytes],
    ['address, ms', 'read', whole],
    ['field, ms', 'field', whole],
    ['letter, ms', 'letter', whole],
    ['WASM live, ms', 'live', whole],
    ['KB to answer', 'toAnswer', bytes],
    ['press answered, ms', 'answer', whole],
  ]],
  ['From navigation, for who clicks in the frame that shows the launcher', [
    ['address, ms', 'readAtOnce', whole],
    ['field, ms', 'fieldAtOnce', whole],
    ['press answered, ms', 'answerAtOnce', whole],
  ]],
];

export const median = (values) => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};

/** One figure of all runs: its median, and from least to most. */
export function cell(runs, name, format) {
  const values = runs.map((run) => run[name]).filter((value) => Number.isFinite(value));
  if (!values.length) return '-';
  const [least, most] = [Math.min(...values), Math.max(...values)].map(format);
  return format(median(values)) + (least === most ? '' : ` (${least}–${most})`);
}

/** A table in Markdown, of rows of texts whose first is the heading. The first `left` columns are words, the others figures. */
export function markdown(rows, left = 1) {
  const widths = rows[0].map((_, column) => Math.max(3, ...rows.map((row) => row[column].length)));
  const lines = rows.map((row) => '| ' + row.map((text, i) => (i < left ? text.padEnd(widths[i]) : text.padStart(widths[i]))).join(' | ') + ' |');
  lines.splice(1, 0, '|' + widths.map((width, i) => (i < left ? '-'.repeat(width + 2) : '-'.repeat(width + 1) + ':')).join('|') + '|');
  return lines.join('\n');
}

/** Prints the tables in Markdown. `results` has each subject's runs. */
export function print(results, runs) {
  // What the page's own script takes is not the snippet's.
  const empty = results['empty page'] && median(results['empty page'].map(({ script }) => script));
  if (empty !== undefined) {
    for (const [name, all] of Object.entries(results)) if (name !== 'empty page') for (const run of all) run.script -= empty;
  }
  console.log(`562 ms a request, 1.47 Mbit/s, four times slower CPU; medians of ${runs} runs (least–most); KB of 1,024 bytes, brotli`);
  for (const [title, columns] of TABLES) {
    const rows = [['', ...columns.map(([heading]) => heading)]];
    for (const [name, all] of Object.entries(results)) {
      rows.push([name, ...columns.map(([, field, format]) => cell(all, field, format))]);
    }
    // What opens nothing has only what it costs.
    const kept = title === TABLES[0][0] ? rows : rows.filter((row) => row.slice(1).some((text) => text !== '-'));
    console.log(`\n${title}\n\n${markdown(kept)}`);
  }
  console.log('\nscript: of the storefront’s main thread, until the click; beyond that of the empty page. blocking, longest task, shift: the whole visit. field: drawn with the focus in it; letter: the next one typed there, drawn.');
}
