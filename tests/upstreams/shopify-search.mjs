// Shopify's search syntax, as far as a help desk uses it: `name:#1001`, `vendor:"A B"`, words, AND (also unsaid), OR.
// https://shopify.dev/docs/api/usage/search-syntax

import { finds } from './reply.mjs';

const TERM = /(?:([a-z_]+):)?(?:"((?:[^"\\]|\\.)*)"|(\S+))/g;

/** The items for which the query holds. `fields` gives an item's value by a field's name, and all its words as `text`. */
export function search(items, query, fields) {
  const alternatives = (query ?? '').split(/\sOR\s/).map((part) => terms(part));
  return items.filter((item) => alternatives.some((all) => all.every((term) => holds(fields(item), term))));
}

function terms(text) {
  const found = [...text.matchAll(TERM)].map(([, field, quoted, bare]) => ({ field, value: quoted?.replace(/\\(.)/g, '$1') ?? bare }));
  return found.filter(({ field, value }) => field || value !== 'AND');
}

function holds(values, { field, value }) {
  if (!field) return finds(values.text, value);
  // A field that cannot be searched is passed over, and told of in a warning that nobody reads.
  return !(field in values) || values[field].some((one) => one.toLowerCase() === value.toLowerCase());
}
