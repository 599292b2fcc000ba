// Vendure: the Shop API, and of the Admin API what tells of orders. https://docs.vendure.io/reference/graphql-api

import { execute, failure, schema } from './graphql.mjs';
import { escaped, finds, json } from './reply.mjs';
import { PEOPLE } from './people.mjs';
import { CURRENCY, ORDERS, PRODUCTS } from './shop.mjs';

const SHOP_API = schema('vendure', 'vendure-shop');
const ADMIN_API = schema('vendure', 'vendure-admin');
const TOKEN = 'vendure_fake';
const ADMIN_KEY = 'vendure_admin_fake';
const DATES = { createdAt: '2026-01-01T08:00:00.000Z', updatedAt: '2026-11-01T08:00:00.000Z', languageCode: 'en' };
/** The most that a list returns, as Vendure is set up by default (`shopListQueryLimit`). */
const MOST = 100;

export const vendure = {
  async answer({ method, path, headers, body }) {
    const admin = path === '/admin-api';
    if (path !== '/shop-api' && !admin) return json({ message: `Cannot ${method} ${path}`, error: 'Not Found', statusCode: 404 }, 404);
    if (method !== 'POST') return json({ message: 'Only POST is played here', error: 'Method Not Allowed', statusCode: 405 }, 405);
    const token = headers['vendure-token'];
    // A channel that does not exist is refused whatever is asked; without a token it is the default channel.
    if (token !== undefined && token !== TOKEN) {
      return json({ errors: [{ message: `No Channel with the token "${token}" could be found`, extensions: { code: 'CHANNEL_NOT_FOUND' } }], data: null });
    }
    const context = { permitted: headers['vendure-api-key'] === ADMIN_KEY };
    const told = await (admin ? execute(ADMIN_API, adminRoot, body, context) : execute(SHOP_API, shopRoot, body));
    // Apollo Server's answer to what cannot be executed at all.
    return json(told, 'data' in told ? 200 : 400);
  },

  /** Vendure itself never does; a proxy in front of it does. */
  throttled: (seconds) => ({
    status: 429,
    headers: { 'content-type': 'text/html', 'retry-after': String(seconds) },
    body: '<html><head><title>429 Too Many Requests</title></head><body><center><h1>429 Too Many Requests</h1></center></body></html>',
  }),
};

const activeChannel = { __typename: 'Channel', id: '1', code: '__default_channel__', token: TOKEN, defaultLanguageCode: 'en', defaultCurrencyCode: CURRENCY, pricesIncludeTax: true };

const forbidden = () => failure('You are not currently authorized to perform this action', 'FORBIDDEN');

/** For the bearer of the API key: a role that may read orders and customers. */
const adminRoot = {
  activeChannel,
  order: ({ id }, { permitted }) => {
    if (!permitted) throw forbidden();
    const one = ORDERS.find((one) => one.id === id);
    return one && order(one, true);
  },
  customers: ({ options }, { permitted }) => {
    if (!permitted) throw forbidden();
    const { skip = 0, take = MOST, filter } = options ?? {};
    limited(take);
    const found = Object.values(PEOPLE).map(customer).filter((one) => !filter || fits(filter, one));
    return { items: found.slice(skip, skip + take), totalItems: found.length };
  },
  orders: ({ options }, { permitted }) => {
    if (!permitted) throw forbidden();
    const { skip = 0, take = MOST, filter } = options ?? {};
    limited(take);
    const found = ORDERS.filter((one) => !filter || fits(filter, { code: one.number, state: one.vendure, customerLastName: one.person.last }));
    return { items: found.slice(skip, skip + take).map((one) => order(one, true)), totalItems: found.length };
  },
};

const shopRoot = {
  activeChannel,

  /** As under `new DefaultOrderByCodeAccessStrategy('60d')`: what is too old and what there is not are refused alike. */
  orderByCode({ code }) {
    const one = ORDERS.find(({ number }) => number === code);
    if (!one || one.old) throw forbidden();
    return order(one, false);
  },

  product({ id, slug }) {
    const one = PRODUCTS.find((one) => (id ? String(one.id) === id : one.slug === slug));
    return one && product(one);
  },

  products({ options }) {
    const { skip = 0, take = MOST, filter } = options ?? {};
    limited(take);
    const found = PRODUCTS.filter((one) => !filter || fits(filter, { name: one.name, slug: one.slug, description: one.description }));
    return { items: found.slice(skip, skip + take).map(product), totalItems: found.length };
  },

  search({ input: { term = '', groupByProduct = false, take = 25, skip = 0 } }) {
    limited(take);
    const found = PRODUCTS.filter(({ name, description, variants }) => finds([name, description, ...variants.map(({ sku }) => sku)].join(' '), term ?? ''));
    const all = groupByProduct ? found.map((one) => result(one, one.variants)) : found.flatMap((one) => one.variants.map((variant) => result(one, [variant])));
    return { items: all.slice(skip, skip + take), totalItems: all.length, facetValues: [] };
  },
};

function limited(take) {
  if (take > MOST) throw failure(`Cannot take more than ${MOST} results from a list query`, 'USER_INPUT_ERROR');
}

function fits({ _and, _or, ...fields }, values) {
  return Object.entries(fields).every(([name, { eq, contains }]) => {
    const value = (values[name] ?? '').toLowerCase();
    return (eq == null || value === eq.toLowerCase()) && (contains == null || value.includes(contains.toLowerCase()));
  }) && (!_and || _and.every((one) => fits(one, values))) && (!_or || _or.some((one) => fits(one, values)));
}

const asset = ({ id, name, image }) => ({ __typename: 'Asset', id: String(id), ...DATES, name, mimeType: 'image/jpeg', width: 800, height: 800, source: image, preview: image });
const net = (minor) => Math.round(minor / 1.19);

function product(one) {
  const option = one.variants[0].option;
  return {
    __typename: 'Product',
    id: String(one.id),
    ...DATES,
    name: one.name,
    slug: one.slug,
    description: `<p>${escaped(one.description)}</p>`,
    enabled: true,
    featuredAsset: asset(one),
    assets: [asset(one)],
    variants: () => one.variants.map((sold) => variant(sold, one)),
    optionGroups: () => (option ? [group(one)] : []),
    facetValues: Object.entries({ Brand: one.brand, ...one.specs }).map(([name, value], index) => ({
      id: `${one.id}${index}`, ...DATES, name: value, code: value.toLowerCase(), facetId: String(index), facet: { id: String(index), ...DATES, name, code: name.toLowerCase() },
    })),
  };
}

const group = (one) => ({ id: String(one.id), ...DATES, code: `${one.slug}-option`, name: one.variants[0].option, options: () => one.variants.map((sold) => choice(sold, one)) });
const choice = (sold, one) => ({ id: String(sold.id), ...DATES, code: sold.value.toLowerCase(), name: sold.value, groupId: String(one.id), group: () => group(one) });

function variant(sold, one) {
  return {
    __typename: 'ProductVariant',
    id: String(sold.id),
    productId: String(one.id),
    product: () => product(one),
    ...DATES,
    sku: sold.sku,
    name: sold.value ? `${one.name} ${sold.value}` : one.name,
    featuredAsset: null,
    price: net(sold.price),
    priceWithTax: sold.price,
    currencyCode: CURRENCY,
    stockLevel: sold.stock === 0 ? 'OUT_OF_STOCK' : sold.stock < 5 ? 'LOW_STOCK' : 'IN_STOCK',
    options: () => (sold.value ? [choice(sold, one)] : []),
    facetValues: [],
  };
}

function result(one, variants) {
  const price = (of) => {
    const prices = variants.map(({ price }) => of(price));
    const [min, max] = [Math.min(...prices), Math.max(...prices)];
    return variants.length > 1 ? { __typename: 'PriceRange', min, max } : { __typename: 'SinglePrice', value: min };
  };
  const picture = { id: String(one.id), preview: one.image, focalPoint: null };
  return {
    sku: variants[0].sku, slug: one.slug, productId: String(one.id), productName: one.name, productAsset: picture, productVariantId: String(variants[0].id), productVariantName: one.name,
    productVariantAsset: null, price: price(net), priceWithTax: price((minor) => minor), currencyCode: CURRENCY, description: `<p>${escaped(one.description)}</p>`, facetIds: [], facetValueIds: [], collectionIds: [], score: 1,
  };
}

/** With all that they ordered, which only the Admin API's schema has. */
function customer(person) {
  const theirs = ORDERS.filter((one) => one.person === person);
  return {
    __typename: 'Customer', id: String(Object.values(PEOPLE).indexOf(person) + 1), title: null, firstName: person.first, lastName: person.last, phoneNumber: person.phone, emailAddress: person.email,
    orders: ({ options }) => {
      const { skip = 0, take = MOST, sort } = options ?? {};
      limited(take);
      const sorted = sort?.orderPlacedAt === 'DESC' ? theirs.toSorted((one, other) => other.placed.localeCompare(one.placed)) : theirs;
      return { items: sorted.slice(skip, skip + take).map((one) => order(one, true)), totalItems: theirs.length };
    },
  };
}

/** Vendure's state of a parcel. */
const sent = ({ delivered, state }) => (delivered ? 'Delivered' : state === 'READY_FOR_PICKUP' ? 'Pending' : 'Shipped');

/** With what only the shop may see, or without. */
function order(one, inside) {
  const { person, id, number } = one;
  const at = { createdAt: one.placed, updatedAt: one.changed };
  const address = { fullName: `${person.first} ${person.last}`, company: person.company, streetLine1: person.street, streetLine2: person.extra, city: person.city, province: null, postalCode: person.postcode, country: 'Germany', countryCode: person.country, phoneNumber: person.phone };
  const told = {
    __typename: 'Order', id, ...at, orderPlacedAt: one.woo === 'pending' ? null : one.placed, code: number, state: one.vendure, active: false,
    customer: customer(person),
    shippingAddress: address, billingAddress: address, currencyCode: CURRENCY, total: net(one.total), totalWithTax: one.total,
    totalQuantity: one.lines.reduce((sum, { quantity, removed }) => sum + quantity - removed, 0),
  };
  told.lines = one.lines.map(({ variant: sold, quantity, removed }, index) => ({
    id: `${id}${index}`, ...at, productVariant: () => variant(sold, sold.of), featuredAsset: asset(sold.of), unitPrice: net(sold.price), unitPriceWithTax: sold.price, quantity: quantity - removed, orderPlacedQuantity: quantity,
    linePrice: net(sold.price) * quantity, linePriceWithTax: sold.price * quantity, order: told,
    fulfillmentLines: () => told.fulfillments.flatMap(({ lines }) => lines).filter(({ orderLineId }) => orderLineId === `${id}${index}`),
  }));
  told.fulfillments = one.parcels.map((parcel, index) => {
    const fulfillment = { __typename: 'Fulfillment', id: `${id}${index}`, createdAt: parcel.shipped, updatedAt: parcel.delivered ?? parcel.shipped, state: sent(parcel), method: parcel.carrier || 'Pick-up', trackingCode: parcel.tracking };
    fulfillment.lines = parcel.contents.map(([line, quantity]) => ({ orderLine: told.lines[line], orderLineId: `${id}${line}`, quantity, fulfillment, fulfillmentId: fulfillment.id }));
    fulfillment.summary = fulfillment.lines;
    return fulfillment;
  });
  told.payments = [{ id, ...at, method: 'card', amount: one.total, state: one.woo === 'pending' ? 'Authorized' : 'Settled', transactionId: person.card, errorMessage: null, refunds: [], metadata: { card: person.card } }];
  const entry = (type, createdAt, data, isPublic, index) => ({ __typename: 'HistoryEntry', id: `${id}${index}`, createdAt, updatedAt: createdAt, type, data, isPublic });
  const entries = [
    entry('ORDER_STATE_TRANSITION', one.placed, { from: 'ArrangingPayment', to: 'PaymentSettled' }, true, 1),
    entry('ORDER_STATE_TRANSITION', one.changed, { from: 'PaymentSettled', to: one.vendure }, true, 2),
    entry('ORDER_NOTE', one.changed, { note: one.person.note }, false, 3),
    entry('ORDER_NOTE', one.changed, { note: one.stage || 'We have looked at your order.' }, true, 4),
  ].filter(({ isPublic }) => isPublic || inside);
  told.history = ({ options }) => {
    const { skip = 0, take = MOST, sort } = options ?? {};
    const sorted = sort?.id === 'DESC' ? entries.toReversed() : entries;
    return { items: sorted.slice(skip, skip + take), totalItems: entries.length };
  };
  return told;
}
