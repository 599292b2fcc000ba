// WooCommerce: orders by the REST API (with keys), products by the Store API (for everybody).
// https://woocommerce.github.io/woocommerce-rest-api-docs, https://developer.woocommerce.com/docs/apis/store-api

import { readFileSync } from 'node:fs';

import { escaped, finds, json } from './reply.mjs';
import { CURRENCY, ORDERS, PRODUCTS, SHOP, VARIANTS, decimal } from './shop.mjs';

const recorded = (name) => JSON.parse(readFileSync(new URL(`recorded/woocommerce-${name}.json`, import.meta.url), 'utf8'));
const [ORDER, REFUND, NOTE, FULFILLMENTS] = ['order', 'refund', 'note', 'fulfillments'].map(recorded);

const CREDENTIALS = `Basic ${Buffer.from('ck_fake:cs_fake').toString('base64')}`;

const refused = (code, message, status) => json({ code, message, data: { status } }, status);
const notThere = () => refused('rest_no_route', 'No route was found matching the URL and request method.', 404);

export const woocommerce = {
  answer({ method, path, query, headers, body }) {
    const [, api, rest] = /^\/wp-json\/wc\/(v3|store\/v1)\/(.*)$/.exec(path) ?? [];
    // WordPress lets the address name another method, and takes parameters from a body of JSON before those of the address.
    if (!api || (query.get('_method') ?? method) !== 'GET') return notThere();
    if (method === 'POST' && headers['content-type'] === 'application/json') {
      for (const [name, value] of Object.entries(JSON.parse(body))) query.set(name, value);
    }
    if (api === 'store/v1') return store(rest, query);
    // Keys may also come as parameters, where a server drops the Authorization header.
    const given = headers.authorization ?? `Basic ${btoa(`${query.get('consumer_key')}:${query.get('consumer_secret')}`)}`;
    if (!headers.authorization && !query.has('consumer_key')) {
      return refused('woocommerce_rest_cannot_view', 'Sorry, you cannot list resources.', 401);
    }
    if (given !== CREDENTIALS) return refused('woocommerce_rest_authentication_error', 'Consumer key is invalid.', 401);
    return orders(rest, query);
  },

  /** WooCommerce itself never does; hosts and the Store API's rate limiting do. */
  throttled(seconds) {
    const headers = { 'retry-after': String(seconds), 'ratelimit-limit': '25', 'ratelimit-remaining': '0', 'ratelimit-retry-after': String(seconds) };
    const message = `Too many requests. Please wait ${seconds} seconds before trying again.`;
    return json({ code: 'rate_limit_exceeded', message, data: { status: 429 } }, 429, headers);
  },
};

function orders(rest, query) {
  if (rest === 'orders') {
    const found = ORDERS.filter(({ number, person }) => finds(`${number} ${person.email} ${person.last}`, query.get('search') ?? ''));
    return page(found.map((one) => only(order(one), query)), query);
  }
  const [, id, part] = /^orders\/(\d+)(?:\/(notes|refunds|fulfillments))?$/.exec(rest) ?? [];
  if (!id) return notThere();
  const one = ORDERS.find((one) => one.id === id);
  if (!one) return refused('woocommerce_rest_shop_order_invalid_id', 'Invalid ID.', 404);
  if (!part) return json(only(order(one), query));
  return json({ notes, refunds, fulfillments }[part](one, query));
}

/** WordPress's `_fields`: only these, `billing.email` of what `billing` has. */
function only(item, query) {
  const wanted = query.get('_fields')?.split(',');
  if (!wanted) return item;
  const kept = {};
  for (const path of wanted) {
    const [name, inner] = path.trim().split('.');
    if (!(name in item)) continue;
    kept[name] = inner ? { ...kept[name], [inner]: item[name][inner] } : item[name];
  }
  return kept;
}

/** A page of a list, with its totals as WordPress tells them. */
function page(list, query) {
  const size = Number(query.get('per_page') ?? 10);
  const number = Number(query.get('page') ?? 1);
  if (!(size >= 1 && size <= 100 && number >= 1)) {
    return json({ code: 'rest_invalid_param', message: 'Invalid parameter(s): per_page', data: { status: 400, params: { per_page: 'per_page must be between 1 (inclusive) and 100 (inclusive)' } } }, 400);
  }
  const headers = { 'x-wp-total': String(list.length), 'x-wp-totalpages': String(Math.ceil(list.length / size)) };
  return json(list.slice((number - 1) * size, number * size), 200, headers);
}

/** Without a zone, as WooCommerce writes both of a date's forms. The shop's clock is an hour ahead. */
const gmt = (instant) => instant?.replace(/Z$/, '') ?? null;
const local = (instant) => gmt(instant && new Date(Date.parse(instant) + 3_600_000).toISOString().replace(/\.\d+/, ''));
const dates = (name, instant) => ({ [`date_${name}`]: local(instant), [`date_${name}_gmt`]: gmt(instant) });

function order(one) {
  const { person, id, number } = one;
  const address = { first_name: person.first, last_name: person.last, company: person.company, address_1: person.street, address_2: person.extra, city: person.city, state: '', postcode: person.postcode, country: person.country };
  const meta = one.parcels.filter(({ tracking }) => tracking).map(shipment);
  return {
    ...ORDER,
    id: Number(id),
    number,
    order_key: `wc_order_CANARY-key-${number}`,
    status: one.woo,
    currency: CURRENCY,
    ...dates('created', one.placed),
    ...dates('modified', one.changed),
    ...dates('paid', one.woo === 'pending' ? null : one.placed),
    ...dates('completed', one.woo === 'completed' ? one.changed : null),
    total: decimal(one.total),
    customer_ip_address: person.ip,
    customer_user_agent: person.agent,
    customer_note: person.note,
    shipping_lines: [{ ...ORDER.shipping_lines[0], ...(one.state === 'ready-for-pickup' && { method_title: 'Local pickup', method_id: 'local_pickup' }) }],
    billing: { ...address, email: person.email, phone: person.phone },
    shipping: { ...address, phone: person.phone },
    transaction_id: `ch_${person.card}`,
    // The extension "Shipment Tracking" keeps its parcels here.
    meta_data: meta.length ? [...ORDER.meta_data, { id: 14_000 + Number(id), key: '_wc_shipment_tracking_items', value: meta }] : ORDER.meta_data,
    line_items: one.lines.map(({ variant, quantity }, index) => ({
      ...ORDER.line_items[0],
      id: lineId(one, index),
      name: variant.value ? `${variant.of.name} - ${variant.value}` : variant.of.name,
      product_id: variant.product,
      variation_id: variant.value ? variant.id : 0,
      quantity,
      sku: variant.sku,
      price: variant.price / 100,
      subtotal: decimal(variant.price * quantity),
      total: decimal(variant.price * quantity),
      meta_data: variant.value ? [{ id: 1, key: `pa_${variant.option.toLowerCase()}`, value: variant.value.toLowerCase(), display_key: variant.option, display_value: variant.value }] : [],
    })),
    refunds: refunds(one).map(({ id, reason, amount }) => ({ id, reason, total: `-${amount}` })),
    payment_url: `${SHOP}/checkout/order-pay/${id}/?pay_for_order=true&key=wc_order_CANARY-key-${number}`,
    _links: links(`/orders/${id}`, '/orders'),
  };
}

const lineId = (one, index) => Number(`${one.id}${index}`);
const links = (self, collection) => ({ self: [{ href: `${SHOP}/wp-json/wc/v3${self}` }], collection: [{ href: `${SHOP}/wp-json/wc/v3${collection}` }] });

const shipment = ({ carrier, tracking, url, shipped }) => ({
  tracking_provider: carrier, custom_tracking_provider: '', custom_tracking_link: url, tracking_number: tracking, tracking_product_code: '', date_shipped: String(Date.parse(shipped) / 1000), tracking_id: tracking.slice(0, 8),
});

/** One that the customer was told, and one that only the shop may see. `type` chooses. */
function notes(one, query) {
  const all = [
    { ...NOTE, id: 1, author: 'system', ...dates('created', one.placed), note: `Payment by card ${one.person.card}`, customer_note: false },
    { ...NOTE, id: 2, author: 'Nora', ...dates('created', one.changed), note: one.stage || 'We have looked at your order.', customer_note: true },
  ];
  const wanted = { customer: [true], internal: [false] }[query.get('type')] ?? [true, false];
  return all.filter(({ customer_note }) => wanted.includes(customer_note));
}

function refunds(one) {
  const removed = one.lines.map((line, index) => ({ ...line, index })).filter(({ removed }) => removed);
  if (!removed.length) return [];
  const amount = decimal(removed.reduce((sum, { variant, removed }) => sum + variant.price * removed, 0));
  const items = removed.map(({ variant, removed, index }) => ({
    id: lineId(one, index) + 5, name: variant.of.name, product_id: variant.product, variation_id: variant.value ? variant.id : 0, quantity: -removed, total: `-${decimal(variant.price * removed)}`, sku: variant.sku,
    meta_data: [{ id: 2, key: '_refunded_item_id', value: String(lineId(one, index)) }],
  }));
  return [{ ...REFUND, id: Number(one.id) + 9000, ...dates('created', one.changed), amount, reason: one.person.note, line_items: items, _links: links(`/orders/${one.id}/refunds/${Number(one.id) + 9000}`, `/orders/${one.id}/refunds`) }];
}

const fulfillments = (one) => one.parcels.map((parcel, index) => ({
  ...FULFILLMENTS[0],
  id: Number(`${one.id}${index}`),
  entity_id: one.id,
  date_updated: gmt(one.changed),
  meta_data: [
    { id: 1, key: '_items', value: parcel.contents.map(([line, qty]) => ({ item_id: lineId(one, line), qty })) },
    ...(parcel.tracking ? [{ id: 2, key: '_tracking_number', value: parcel.tracking }, { id: 3, key: '_shipping_provider', value: parcel.carrier.toLowerCase() }, { id: 4, key: '_tracking_url', value: parcel.url }] : []),
  ],
}));

function store(rest, query) {
  if (rest === 'products') {
    // Variations are products of their own, which a list tells only when asked.
    const parents = query.getAll('parent').concat(query.getAll('parent[]')).flatMap((ids) => ids.split(',')).map(Number);
    const list = query.get('type') === 'variation'
      ? [...VARIANTS.values()].filter(({ value, product }) => value && (!parents.length || parents.includes(product))).map((variant) => variation(variant))
      : PRODUCTS.filter(({ name, description, variants }) => finds([name, description, ...variants.map(({ sku }) => sku)].join(' '), query.get('search') ?? '')).map(product);
    return page(list, query);
  }
  const [, id] = /^products\/(\d+)$/.exec(rest) ?? [];
  if (!id) return notThere();
  const one = PRODUCTS.find((one) => one.id === Number(id));
  const variant = VARIANTS.get(Number(id));
  if (!one && !variant?.value) return refused('woocommerce_rest_product_invalid_id', 'Invalid product ID.', 404);
  return json(one ? product(one) : variation(variant));
}

function product(one) {
  const choices = one.variants.filter(({ value }) => value);
  const prices = one.variants.map(({ price }) => price);
  const [least, most] = [Math.min(...prices), Math.max(...prices)];
  const attributes = Object.entries(one.specs).map(([name, value], index) => attribute(index + 1, name, [value], false));
  if (choices.length) attributes.push(attribute(99, choices[0].option, choices.map(({ value }) => value), true));
  return {
    ...shown(one, one.variants.some(({ stock }) => stock > 0)),
    id: one.id,
    parent: 0,
    type: choices.length ? 'variable' : 'simple',
    variation: '',
    permalink: one.url,
    sku: choices.length ? '' : one.variants[0].sku,
    prices: { ...money(least), price_range: least === most ? null : { min_amount: String(least), max_amount: String(most) } },
    attributes,
    variations: choices.map(({ id, option, value }) => ({ id, attributes: [{ name: option, value: value.toLowerCase() }] })),
    has_options: choices.length > 0,
  };
}

const variation = (variant) => ({
  ...shown(variant.of, variant.stock > 0),
  id: variant.id,
  parent: variant.product,
  type: 'variation',
  variation: `${variant.option}: ${variant.value}`,
  permalink: `${variant.of.url}?attribute_${variant.option.toLowerCase()}=${encodeURIComponent(variant.value.toLowerCase())}`,
  sku: variant.sku,
  prices: { ...money(variant.price), price_range: null },
  attributes: [],
  variations: [],
  has_options: false,
});

/** Names and descriptions are HTML here. */
const shown = (one, inStock) => ({
  name: escaped(one.name),
  slug: one.slug,
  short_description: `<p>${escaped(one.description)}</p>\n`,
  description: `<p>${escaped(one.description)}</p>\n`,
  on_sale: false,
  price_html: '',
  average_rating: '0',
  review_count: 0,
  images: [{ id: one.id, src: one.image, thumbnail: one.image, srcset: '', sizes: '', name: one.slug, alt: escaped(one.name) }],
  categories: [{ id: 7, name: one.category, slug: one.category, link: `${SHOP}/product-category/${one.category}/` }],
  tags: [],
  brands: [{ id: 8, name: one.brand, slug: one.brand.toLowerCase(), link: `${SHOP}/brand/${one.brand.toLowerCase()}/` }],
  is_purchasable: true,
  is_in_stock: inStock,
  is_on_backorder: false,
  low_stock_remaining: null,
  stock_availability: inStock ? { text: '', class: '' } : { text: 'Out of stock', class: 'out-of-stock' },
  sold_individually: false,
  extensions: {},
});

const attribute = (id, name, values, has_variations) => ({
  id, name, taxonomy: `pa_${name.toLowerCase().replace(/ /g, '-')}`, has_variations, terms: values.map((value, index) => ({ id: id * 100 + index, name: escaped(value), slug: value.toLowerCase().replace(/[^a-z0-9]+/g, '-') })),
});

/** In minor units, as texts. */
const money = (minor) => ({
  price: String(minor), regular_price: String(minor), sale_price: String(minor), currency_code: CURRENCY, currency_symbol: '€', currency_minor_unit: 2, currency_decimal_separator: ',', currency_thousand_separator: '.', currency_prefix: '', currency_suffix: ' €',
});
