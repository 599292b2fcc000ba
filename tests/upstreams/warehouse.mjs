// A shop by the HTTP contract whose orders tests write: PUT /orders/{number} {"email", "postcode", "order"}, where `order` is
// as docs/http-contract.md has it.

import { json } from './reply.mjs';

const problem = (status, title, headers = {}) => json({ title, status }, status, { 'content-type': 'application/problem+json', ...headers });
const folded = (text) => text?.replace(/[\s-]/g, '').toLowerCase();
const same = (one, other) => one !== undefined && folded(one) === folded(other);

const orders = new Map();

export const warehouse = {
  answer({ method, path, headers, body }) {
    const [, number] = /^\/orders\/([^/]+)$/.exec(path) ?? [];
    if (method === 'PUT' && number) {
      orders.set(decodeURIComponent(number), JSON.parse(body));
      return json({});
    }
    if (headers.authorization !== 'Bearer contract_fake') return problem(401, 'The bearer token is missing or wrong');
    if (method !== 'POST' || number !== 'lookup') return problem(404, 'There is none');
    const asked = JSON.parse(body);
    const known = orders.get(asked.number);
    const proved = known && (same(asked.email, known.email) || same(asked.postcode, known.postcode));
    return proved ? json({ number: asked.number, lines: [{ name: 'Monitor', quantity: 1 }], ...known.order }) : problem(404, 'There is none');
  },

  throttled: (seconds) => problem(429, 'Too many requests', { 'retry-after': String(seconds) }),
};
