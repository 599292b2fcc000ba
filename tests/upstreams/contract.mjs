// A shop's own server that keeps to Deskbell's HTTP contract: GET /products, GET /products/{id}, POST /orders/lookup,
// POST /orders/list.

import { createHash } from 'node:crypto';

import { finds, json } from './reply.mjs';
import { CURRENCY, ORDERS, PRODUCTS, decimal } from './shop.mjs';

const problem = (status, title, headers = {}) => json({ title, status }, status, { 'content-type': 'application/problem+json', ...headers });
const notFound = () => problem(404, 'There is none');

export const contract = {
  answer({ method, path, query, headers, body }) {
    if (headers.authorization !== 'Bearer contract_fake') return problem(401, 'The bearer token is missing or wrong', { 'www-authenticate': 'Bearer' });
    if (method === 'POST' && path === '/orders/lookup') return lookup(body);
    if (method === 'POST' && path === '/orders/list') return listed(body);
    if (method !== 'GET') return notFound();
    if (path === '/products') return conditional(list(query), headers);
    const [, id] = /^\/products\/([^/]+)$/.exec(path) ?? [];
    const one = PRODUCTS.find((one) => String(one.id) === decodeURIComponent(id ?? ''));
    return one ? conditional(json(product(one)), headers) : notFound();
  },

  throttled: (seconds) => problem(429, 'Too many requests', { 'retry-after': String(seconds) }),
};

function conditional(reply, headers) {
  const etag = `"${createHash('sha256').update(reply.body).digest('hex').slice(0, 16)}"`;
  if (headers['if-none-match'] === etag) return { status: 304, headers: { etag }, body: '' };
  return { ...reply, headers: { ...reply.headers, etag } };
}

function list(query) {
  const limit = Number(query.get('limit') ?? 20);
  if (!(limit >= 1 && limit <= 50)) return problem(400, 'limit is a number from 1 to 50');
  const found = PRODUCTS.filter(({ name, brand, description }) => finds(`${name} ${brand} ${description}`, query.get('q') ?? ''));
  const start = query.has('after') ? found.findIndex(({ id }) => String(id) === query.get('after')) + 1 : 0;
  const products = found.slice(start, start + limit);
  const more = start + limit < found.length;
  return json({ products: products.map(product), ...(more && { next: String(products.at(-1).id) }) });
}

/** Whoever knows neither e-mail address nor postcode learns no more than whoever made the number up. */
function lookup(body) {
  let asked;
  try {
    asked = JSON.parse(body);
  } catch {
    return problem(400, 'The body is no JSON');
  }
  const { number, email, postcode } = asked;
  if (typeof number !== 'string' || (typeof email === 'string') === (typeof postcode === 'string')) return problem(400, 'It takes a number, and an email or a postcode');
  const same = (one, other) => one !== undefined && one.replace(/[\s-]/g, '').toLowerCase() === other.replace(/[\s-]/g, '').toLowerCase();
  const one = ORDERS.find((one) => one.number === number.replace(/^#/, ''));
  return one && (same(email, one.person.email) || same(postcode, one.person.postcode)) ? json(order(one)) : notFound();
}

/** Somebody's orders, the newest first. Who asks has made sure whose address it is. */
function listed(body) {
  let asked;
  try {
    asked = JSON.parse(body);
  } catch {
    return problem(400, 'The body is no JSON');
  }
  const { email, limit = 20 } = asked;
  if (typeof email !== 'string' || !(limit >= 1)) return problem(400, 'It takes an email, and a limit of at least 1');
  const theirs = ORDERS.filter(({ person }) => person.email === email.trim().toLowerCase());
  return json({ orders: theirs.toSorted((one, other) => other.placed.localeCompare(one.placed)).slice(0, limit).map(order) });
}

const money = (minor) => ({ amount: decimal(minor), currency: CURRENCY });

function product(one) {
  const prices = one.variants.map(({ price }) => price);
  const [least, most] = [Math.min(...prices), Math.max(...prices)];
  return {
    id: String(one.id),
    name: one.name,
    url: one.url,
    image: one.image,
    description: one.description,
    brand: one.brand,
    price: money(least),
    ...(most > least && { price_to: money(most) }),
    available: one.variants.some(({ stock }) => stock > 0),
    specs: Object.entries(one.specs).map(([name, value]) => ({ name, values: [value] })),
    variants: one.variants.map(({ id, value, sku, price, stock }) => ({ id: String(id), name: value ?? one.name, sku, price: money(price), available: stock > 0 })),
  };
}

/** The HTTP contract's words for Shopify's. */
const PARCELS = { IN_TRANSIT: 'in-transit', OUT_FOR_DELIVERY: 'out-for-delivery', READY_FOR_PICKUP: 'ready-for-pickup', DELIVERED: 'delivered', ATTEMPTED_DELIVERY: 'failed', FULFILLED: 'unknown' };

/** With more than was asked for: what a shop's server tells too much must go no further. */
const order = (one) => ({
  number: one.number,
  placed: one.placed,
  state: one.state,
  stage: one.stage,
  destination: one.person.country,
  pickup: one.state === 'ready-for-pickup',
  lines: one.lines.map(({ variant, quantity, removed }) => ({ name: variant.of.name, variant: variant.value ?? '', sku: variant.sku, quantity, removed, product: String(variant.product) })),
  parcels: one.parcels.map(({ state, carrier, tracking, url, shipped, expected, delivered, contents, events }) => ({
    carrier,
    tracking,
    ...(url && { url }),
    state: PARCELS[state],
    shipped,
    ...(expected && { expected }),
    ...(delivered && { delivered }),
    contents: contents.map(([line, quantity]) => ({ line, quantity })),
    events: events.map(({ at, text, city }) => ({ at, text, place: city })),
  })),
  events: [],
  customer: one.person,
});
