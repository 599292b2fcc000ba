// By what looks private is told before it is sent: a text, fetched once somebody writes. Until it is there, and where it
// cannot be had, the edge alone tells. `model::triage::sheet` says what its lines are.

let loading;
let words = [];
let packed = '';

const load = async (address) => {
  const answer = await fetch(address);
  if (!answer.ok) throw address + ' answers ' + answer.status;
  words = (await answer.text()).split('\n');
  packed = words.splice(9).join('\n');
};

/** Fetches it, once. */
export const prepare = (address) => {
  loading ||= load(address).catch((error) => console.warn('deskbell: ' + error));
};

/** The rules in it. */
export const rules = () => packed;

/** In which words is asked about these kinds, each a bit. */
export const ask = (kinds, answer) =>
  words[+answer].replace('{value}', () => words.slice(2, 8).filter((_, kind) => (kinds >> kind) & 1).join(words[8]));
