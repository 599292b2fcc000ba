// What looks private is told before it is sent, by a WASM of its own: only who writes downloads it. Until it is there, and
// where it cannot be had, the edge alone tells.

let loading, check;

const load = async (address) => {
  const sheet = await (await fetch(address)).text();
  const [, module, wasm] = sheet.split('\n', 1)[0].split(' ');
  const { default: start, doubt } = await import(module);
  await start({ module_or_path: fetch(wasm) });
  check = (title, text, answer) => doubt(sheet, title, text, answer);
};

/** Loads what checks, by the sheet at this address. */
export const prepare = (address) => {
  loading ||= load(address).catch((error) => console.warn('deskbell: ' + error));
};

/** What is to be asked before a text is sent; empty where nothing is. */
export const doubt = (title, text, answer) => check?.(title, text, answer) || '';
