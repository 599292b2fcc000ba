// The fakes are as real as these tests make them: each protocol, each mode, and the count of a thousand at once.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, get } from 'node:http';
import { createInterface } from 'node:readline';
import { after, before, beforeEach, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { getNamedType, isAbstractType, isLeafType } from 'graphql';

import { schema } from './graphql.mjs';
import { ORDERS } from './shop.mjs';

let child;
let ports;

before(async () => {
  child = spawn(process.execPath, [fileURLToPath(new URL('main.mjs', import.meta.url))], { stdio: ['pipe', 'pipe', 'inherit'] });
  for await (const line of createInterface(child.stdout)) {
    ports = JSON.parse(line);
    break;
  }
});
after(() => child.kill('SIGKILL'));

const at = (name, path) => `http://127.0.0.1:${ports[name]}${path}`;
const control = async (path, body) => {
  const answer = await fetch(at('control', path), body && { method: 'POST', body: JSON.stringify(body) });
  assert.equal(answer.status, 200, path);
  return answer.json();
};
const mode = (name, mode) => control(`/${name}/mode`, mode);
const log = (name) => control(`/${name}/log`);
beforeEach(async () => {
  await mode('trouble1', { mode: 'fine' });
  await control('/trouble1/reset', {});
});

const BEARER = { authorization: 'Bearer contract_fake' };
const products = (init = {}) => fetch(at('trouble1', '/products'), { headers: BEARER, ...init });
const post = (name, path, headers, body) => fetch(at(name, path), { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) });

test('there is a port for each', async () => {
  const names = ['control', 'shopify', 'woocommerce', 'vendure', 'http', 'zendesk', 'discourse', 'forum', 'warehouse', 'spoiltwarehouse', 'mail', 'spoiltmail', 'chosenshopify', 'chosenwoocommerce', 'chosenvendure', 'chosenhttp', 'siftedhttp', ...Array.from({ length: 28 }, (_, index) => `trouble${index + 1}`)];
  assert.deepEqual(Object.keys(ports), names);
  assert.equal(new Set(Object.values(ports)).size, names.length);
  assert.deepEqual({ control: ports.control, ...(await control('/')) }, ports);
});

test('Shopify: Admin', async () => {
  const token = { 'x-shopify-access-token': 'shpat_fake' };
  const query = `query ($query: String!) { orders(first: 2, query: $query) { nodes {
    name createdAt cancelledAt displayFulfillmentStatus displayFinancialStatus email statusPageUrl
    shippingAddress { zip } billingAddress { zip }
    lineItems(first: 50) { nodes { name quantity currentQuantity product { id } } }
    fulfillments(first: 10) { status displayStatus createdAt estimatedDeliveryAt deliveredAt trackingInfo { number url company }
      events(first: 20) { nodes { status happenedAt message city } } fulfillmentLineItems(first: 50) { nodes { quantity lineItem { id } } } }
    fulfillmentOrders(first: 5) { nodes { status fulfillmentHolds { reason } } }
    refunds { createdAt refundLineItems(first: 5) { nodes { quantity lineItem { id } } } }
  } } }`;
  const ask = async (asked, headers = token) => (await post('shopify', '/admin/api/2026-10/graphql.json', headers, asked)).json();
  const { data, errors, extensions } = await ask({ query, variables: { query: 'name:"#1004"' } });
  assert.equal(errors, undefined);
  const [order] = data.orders.nodes;
  assert.deepEqual([data.orders.nodes.length, order.name, order.email, order.shippingAddress.zip, order.displayFulfillmentStatus], [1, '#1004', 'ada@example.com', '10829', 'PARTIALLY_FULFILLED']);
  assert.equal(order.fulfillments[0].trackingInfo[0].company, 'DHL');
  assert.equal(extensions.cost.throttleStatus.maximumAvailable, 2000);

  for (const [asked, count] of [['name:1005', 1], ['name:#1005 OR name:#2001', 2], ['name:#2003', 0], ['name:#9999', 0], ['email:ben@example.com', 5], ['name:"#B-3001" OR name:"B-3001"', 1]]) {
    const { data } = await ask({ query: 'query ($q: String) { orders(first: 50, query: $q) { nodes { name } } }', variables: { q: asked } });
    assert.equal(data.orders.nodes.length, count, asked);
  }
  for (const [wrong, told] of [
    ['{ orders(first: 1) { nodes { trackingNumber } } }', /Cannot query field "trackingNumber"/],
    ['{ orders { nodes { name } } }', /first or last/],
    ['{ orders(first: 251) { nodes { name } } }', /250/],
  ]) {
    assert.match((await ask({ query: wrong })).errors[0].message, told);
  }
  const refused = await post('shopify', '/admin/api/2026-10/graphql.json', { 'x-shopify-access-token': 'shpat_other' }, { query });
  assert.equal(refused.status, 401);
  assert.match((await refused.json()).errors, /Invalid API key/);
  assert.equal((await post('shopify', '/admin/api/2019-04/graphql.json', token, { query })).status, 404);
});

test('Shopify: products of Admin and Storefront, by pages', async () => {
  const price = { admin: 'priceRangeV2', storefront: 'priceRange' };
  for (const [side, path, headers] of [
    ['admin', '/admin/api/2026-10/graphql.json', { 'x-shopify-access-token': 'shpat_fake' }],
    ['storefront', '/api/2026-10/graphql.json', { 'x-shopify-storefront-access-token': 'shpsf_fake' }],
  ]) {
    const query = `query ($after: String) { products(first: 5, after: $after, query: "status:active") { nodes { id title ${price[side]} { minVariantPrice { amount currencyCode } } variants(first: 9) { nodes { id availableForSale } } } pageInfo { hasNextPage endCursor } } }`;
    const seen = [];
    for (let after = null, more = true; more; ) {
      const { data } = await (await post('shopify', path, headers, { query, variables: { after } })).json();
      seen.push(...data.products.nodes.map(({ id }) => id));
      ({ hasNextPage: more, endCursor: after } = data.products.pageInfo);
    }
    assert.equal(new Set(seen).size, 8, side);
  }
  assert.equal((await post('shopify', '/api/2026-10/graphql.json', { 'x-shopify-storefront-access-token': 'no' }, { query: '{ shop { name } }' })).status, 401);
});

/** Everything that a type has, to a depth: connections by their nodes, other types of an interface or union by name. */
function everything(schema, name, depth) {
  const type = schema.getType(name);
  if (isAbstractType(type)) return `{ __typename ${schema.getPossibleTypes(type).map((one) => `... on ${one} ${everything(schema, one.name, depth)}`).join(' ')} }`;
  const fields = Object.values(type.getFields()).flatMap(({ name, type, args }) => {
    const of = getNamedType(type);
    const asked = args.some(({ name }) => name === 'first') ? `${name}(first: 50)` : name;
    if (isLeafType(of)) return [asked];
    return depth > 0 && name !== 'edges' ? [`${asked} ${everything(schema, of.name, depth - 1)}`] : [];
  });
  return `{ __typename ${fields.join(' ')} }`;
}

test('every field of every order and product is there', async () => {
  const [admin, storefront] = ['shopify-admin', 'shopify-storefront'].map((name) => schema(name));
  const [shop, inside] = ['vendure-shop', 'vendure-admin'].map((name) => schema('vendure', name));
  for (const [name, path, query, count] of [
    ['shopify', '/admin/api/2026-10/graphql.json', `{ list: orders(first: 50) { nodes ${everything(admin, 'Order', 4)} } }`, ORDERS.length - 1],
    ['shopify', '/admin/api/2026-10/graphql.json', `{ list: products(first: 50) { nodes ${everything(admin, 'Product', 4)} } }`, 8],
    ['shopify', '/api/2026-10/graphql.json', `{ list: products(first: 50) { nodes ${everything(storefront, 'Product', 4)} } }`, 8],
    ['vendure', '/shop-api', `{ list: products { nodes: items ${everything(shop, 'Product', 4)} } }`, 8],
    ['vendure', '/admin-api', `{ list: orders { nodes: items ${everything(inside, 'Order', 3)} } }`, ORDERS.length],
    ['vendure', '/shop-api', `{ list: search(input: {}) { nodes: items ${everything(shop, 'SearchResult', 2)} } }`, 11],
  ]) {
    const { data, errors } = await (await post(name, path, { 'x-shopify-access-token': 'shpat_fake', 'vendure-api-key': 'vendure_admin_fake' }, { query })).json();
    assert.deepEqual([errors, data?.list.nodes.length], [undefined, count], `${name} ${path}`);
  }
  for (const { number, old } of ORDERS) {
    const query = `{ orderByCode(code: "${number}") ${everything(shop, 'Order', 3)} }`;
    const { data, errors } = await (await post('vendure', '/shop-api', {}, { query })).json();
    assert.deepEqual([data.orderByCode?.code, errors?.length], old ? [undefined, 1] : [number, undefined], JSON.stringify(errors));
  }
});

test('WooCommerce', async () => {
  const keys = { authorization: `Basic ${btoa('ck_fake:cs_fake')}` };
  for (const [path, headers, status, code] of [
    ['/wp-json/wc/v3/orders/1005', {}, 401, 'woocommerce_rest_cannot_view'],
    ['/wp-json/wc/v3/orders/1005', { authorization: `Basic ${btoa('ck_fake:no')}` }, 401, 'woocommerce_rest_authentication_error'],
    ['/wp-json/wc/v3/orders/9999', keys, 404, 'woocommerce_rest_shop_order_invalid_id'],
    ['/wp-json/wc/v9/orders', keys, 404, 'rest_no_route'],
    ['/wp-json/wc/store/v1/products/9', {}, 404, 'woocommerce_rest_product_invalid_id'],
    ['/wp-json/wc/store/v1/products?per_page=101', {}, 400, 'rest_invalid_param'],
  ]) {
    const answer = await fetch(at('woocommerce', path), { headers });
    assert.deepEqual([answer.status, (await answer.json()).code], [status, code], path);
  }
  const read = async (path) => (await fetch(at('woocommerce', `/wp-json/wc/v3/orders/${path}`), { headers: keys })).json();
  const order = await read('1005');
  assert.deepEqual([order.number, order.status, order.billing.email, order.date_created, order.date_created_gmt], ['1005', 'completed', 'ada@example.com', '2026-11-16T10:30:00', '2026-11-16T09:30:00']);
  assert.equal((await read('1005/fulfillments'))[0].meta_data[1].value, '00340434292135100186');
  assert.equal((await read('1008/refunds'))[0].line_items[0].quantity, -1);
  assert.deepEqual((await read('1016/notes')).map(({ customer_note }) => customer_note), [false, true]);
  const found = await fetch(at('woocommerce', '/wp-json/wc/v3/orders?search=ben@example.com'), { headers: keys });
  assert.equal((await found.json()).length, 6);
  const listed = await post('woocommerce', '/wp-json/wc/v3/orders?_fields=number&_method=GET', keys, { search: 'ben@example.com', per_page: 2 });
  assert.equal((await listed.json()).length, 2);
  assert.equal((await post('woocommerce', '/wp-json/wc/v3/orders', keys, {})).status, 404);
  const few = await read('3001?_fields=id,number,billing.email,billing.postcode');
  assert.deepEqual(few, { id: 3001, number: 'B-3001', billing: { email: 'ben@example.com', postcode: '20095' } });
  assert.deepEqual((await read('1016/notes?type=customer')).map(({ note }) => note), ['In the workshop']);

  const page = await fetch(at('woocommerce', '/wp-json/wc/store/v1/products?per_page=5&page=2'));
  assert.deepEqual([page.headers.get('x-wp-total'), page.headers.get('x-wp-totalpages'), (await page.json()).length], ['8', '2', 3]);
  const [drive] = await (await fetch(at('woocommerce', '/wp-json/wc/store/v1/products?search=990'))).json();
  assert.deepEqual([drive.type, drive.prices.price_range, drive.variations.length], ['variable', { min_amount: '9999', max_amount: '28999' }, 3]);
});

test('Vendure', async () => {
  const ask = async (query, headers = {}) => (await post('vendure', '/shop-api', headers, { query })).json();
  const { data } = await ask('{ orderByCode(code: "1014") { code state customer { emailAddress } shippingAddress { postalCode } lines { quantity productVariant { name } } fulfillments { state trackingCode lines { orderLineId quantity } } } }');
  assert.deepEqual([data.orderByCode.state, data.orderByCode.fulfillments.map(({ state }) => state)], ['PartiallyDelivered', ['Delivered', 'Shipped']]);
  for (const code of ['2003', '9999']) {
    const { data, errors } = await ask(`{ orderByCode(code: "${code}") { code } }`);
    assert.deepEqual([data.orderByCode, errors[0].extensions.code], [null, 'FORBIDDEN']);
  }
  const found = await ask('{ search(input: { term: "corsair", groupByProduct: true }) { totalItems items { productId priceWithTax { ... on PriceRange { min max } ... on SinglePrice { value } } } } }');
  assert.deepEqual(found.data.search.items, [{ productId: '104', priceWithTax: { min: 9499, max: 9999 } }]);
  const paged = await ask('{ products(options: { skip: 6, take: 5 }) { totalItems items { slug variants { stockLevel priceWithTax } } } }');
  assert.deepEqual([paged.data.products.totalItems, paged.data.products.items.length], [8, 2]);
  const one = await ask('{ product(id: "106") { optionGroups { name options { name } } facetValues { name facet { name } } } }');
  assert.deepEqual(one.data.product.optionGroups[0].options.map(({ name }) => name), ['1 TB', '2 TB', '4 TB']);
  assert.equal((await ask('{ products { items { title } } }')).errors.length, 1);
  const inside = async (key) => (await post('vendure', '/admin-api', { 'vendure-api-key': key }, { query: '{ orders(options: { take: 1, filter: { code: { eq: "2003" } } }) { items { code history(options: { sort: { createdAt: DESC } }) { items { type isPublic data } } } } }' })).json();
  const { data: all } = await inside('vendure_admin_fake');
  assert.deepEqual([all.orders.items[0].code, all.orders.items[0].history.items.filter(({ isPublic }) => !isPublic).length], ['2003', 1]);
  assert.equal((await inside('no')).errors[0].extensions.code, 'FORBIDDEN');
  const whose = '{ customers(options: { filter: { emailAddress: { eq: "ben@example.com" } } }) { items { emailAddress orders(options: { take: 2, sort: { orderPlacedAt: DESC } }) { totalItems items { code } } } } }';
  const { data: { customers } } = await (await post('vendure', '/admin-api', { 'vendure-api-key': 'vendure_admin_fake' }, { query: whose })).json();
  assert.deepEqual(customers.items, [{ emailAddress: 'ben@example.com', orders: { totalItems: 6, items: [{ code: '2001' }, { code: '2002' }] } }]);
  assert.equal((await ask('{ activeChannel { code } }', { 'vendure-token': 'no' })).errors[0].extensions.code, 'CHANNEL_NOT_FOUND');
});

test('the HTTP contract', async () => {
  const first = await (await fetch(at('http', '/products?limit=5'), { headers: BEARER })).json();
  const second = await (await fetch(at('http', `/products?limit=5&after=${first.next}`), { headers: BEARER })).json();
  assert.deepEqual([first.products.length, second.products.length, second.next], [5, 3, undefined]);
  const one = await fetch(at('http', '/products/104'), { headers: BEARER });
  assert.equal((await one.json()).price_to.amount, '99.99');
  const again = await fetch(at('http', '/products/104'), { headers: { ...BEARER, 'if-none-match': one.headers.get('etag') } });
  assert.equal(again.status, 304);
  for (const [asked, headers, status] of [
    [{ number: '1005', email: 'Ada@Example.com' }, BEARER, 200],
    [{ number: '#1005', postcode: '108 29' }, BEARER, 200],
    [{ number: '1005', email: 'ben@example.com' }, BEARER, 404],
    [{ number: '9999', email: 'ada@example.com' }, BEARER, 404],
    [{ number: '1005' }, BEARER, 400],
    [{ number: '1005', email: 'ada@example.com' }, {}, 401],
  ]) {
    assert.equal((await post('http', '/orders/lookup', headers, asked)).status, status, JSON.stringify(asked));
  }
  const listed = await (await post('http', '/orders/list', BEARER, { email: 'ben@example.com', limit: 2 })).json();
  assert.deepEqual(listed.orders.map(({ number }) => number), ['2001', '2002']);
  assert.deepEqual(await (await post('http', '/orders/list', BEARER, { email: 'nobody@example.com' })).json(), { orders: [] });
});

test('Zendesk', async () => {
  const search = (query) => fetch(at('zendesk', `/api/v2/help_center/articles/search.json?${query}`));
  const found = await (await search('query=return&locale=en-us')).json();
  assert.deepEqual(found.results.map(({ id }) => id), [360001]);
  assert.match(found.results[0].snippet, /<em>Return<\/em>/);
  assert.equal((await (await search('query=&locale=de')).json()).error, 'InvalidParameters');
  assert.equal((await (await search('query=30')).json()).count, 3);
  const one = await fetch(at('zendesk', '/api/v2/help_center/de/articles/360004.json'));
  assert.equal((await one.json()).article.locale, 'de');
  const again = await fetch(at('zendesk', '/api/v2/help_center/de/articles/360004.json'), { headers: { 'if-none-match': one.headers.get('etag') } });
  assert.deepEqual([again.status, await again.text()], [304, '']);
  assert.equal((await fetch(at('zendesk', '/api/v2/help_center/de/articles/1.json'))).status, 404);
  assert.equal((await fetch(at('zendesk', '/api/v2/help_center/de/articles/360004.json'), { headers: { authorization: 'Basic bm86bm8=' } })).status, 401);
});

test('Discourse', async () => {
  const read = async (path, headers = {}) => (await fetch(at('discourse', path), { headers, redirect: 'manual' })).json();
  const found = await read('/search.json?q=peerless%20assassin');
  assert.deepEqual([found.topics[0].id, found.topics[0].has_accepted_answer, found.posts[0].topic_id, found.posts[0].cooked], [13, true, 13, undefined]);
  assert.deepEqual((await read('/search.json?q=zz')).posts, []);
  const solved = await read('/t/13.json');
  assert.deepEqual(solved.post_stream.posts.map(({ accepted_answer }) => accepted_answer), [false, true, false]);
  const long = await read('/t/show-us-your-build/16.json');
  assert.deepEqual([long.post_stream.posts.length, long.post_stream.stream.length], [20, 45]);
  assert.equal((await read(`/t/16/posts.json?post_ids[]=${long.post_stream.stream[44]}`)).post_stream.posts[0].post_number, 45);
  assert.equal((await read(`/posts/by_number/16/${long.accepted_answer.post_number}.json`)).post_number, 30);
  const articles = async (filter) => (await read(`/search.json?q=${encodeURIComponent(`keyboard ${filter}`)}`)).topics.map(({ id }) => id);
  assert.deepEqual([await articles('category:7 in:first'), await articles('category:5')], [[20], []]);
  assert.equal((await read('/t/99.json')).error_type, 'not_found');
  assert.equal((await fetch(at('discourse', '/t/other/13.json'), { redirect: 'manual' })).status, 301);
  assert.equal((await read('/t/13.json', { 'api-key': 'no', 'api-username': 'system' })).error_type, 'invalid_access');
});

test('the mail service takes each key once', async () => {
  const message = { from: '"Shop" <orders@shop.example>', to: ['ada@example.com'], subject: 'Hello', text: 'Hello', html: '<p>Hello</p>' };
  const send = (headers, body = message) => post('mail', '/emails', { authorization: 'Bearer mail_fake', ...headers }, body);
  const first = await send({ 'idempotency-key': 'a' });
  assert.equal(first.status, 200);
  assert.deepEqual(await (await send({ 'idempotency-key': 'a' })).json(), await first.json());
  for (const [headers, body, status, name] of [
    [{ 'idempotency-key': 'a' }, { ...message, subject: 'Other' }, 409, 'invalid_idempotent_request'],
    [{}, message, 400, 'invalid_idempotency_key'],
    [{ 'idempotency-key': 'b', authorization: 'Bearer other' }, message, 401, 'missing_api_key'],
    [{ 'idempotency-key': 'b' }, { ...message, to: ['nobody'] }, 422, 'validation_error'],
    [{ 'idempotency-key': 'b' }, { ...message, from: 'orders@shop.example' }, 422, 'invalid_from_address'],
    [{ 'idempotency-key': 'b' }, { ...message, text: '' }, 422, 'missing_required_field'],
  ]) {
    const refused = await send(headers, body);
    assert.deepEqual([refused.status, (await refused.json()).name], [status, name]);
  }
  const sent = await (await fetch(at('mail', '/emails'))).json();
  assert.deepEqual(sent.map(({ to, subject }) => [to, subject]), [[['ada@example.com'], 'Hello']]);
  assert.deepEqual(await (await fetch(at('spoiltmail', '/emails'))).json(), []);
});

test('the warehouse has the orders that were put there', async () => {
  const lookup = (body) => post('warehouse', '/orders/lookup', BEARER, body);
  assert.equal((await lookup({ number: 'W-1', email: 'ada@example.com' })).status, 404);
  const order = { state: 'processing' };
  await fetch(at('warehouse', '/orders/W-1'), { method: 'PUT', body: JSON.stringify({ email: 'ada@example.com', postcode: '10829', order }) });
  for (const [proof, status] of [[{ email: 'Ada@example.com' }, 200], [{ postcode: '108 29' }, 200], [{ email: 'ben@example.com' }, 404], [{}, 404]]) {
    assert.equal((await lookup({ number: 'W-1', ...proof })).status, status);
  }
  const told = await (await lookup({ number: 'W-1', postcode: '10829' })).json();
  assert.deepEqual(told, { number: 'W-1', lines: [{ name: 'Monitor', quantity: 1 }], state: 'processing' });
});

test('an upstream to spoil is a shop and a forum', async () => {
  assert.equal((await products()).status, 200);
  assert.equal((await fetch(at('trouble1', '/t/13.json'))).status, 200);
});

test('refuse', async () => {
  await products(); // The connection is kept, and must not be of use.
  await mode('trouble1', { mode: 'refuse' });
  await control('/trouble1/reset', {});
  for (let time = 0; time < 2; time++) await assert.rejects(products());
  const { count, connections } = await log('trouble1');
  assert.ok(count === 0 && connections >= 1, `${connections} connections`);
  await mode('trouble1', { mode: 'fine' });
  assert.equal((await products()).status, 200);
});

test('hang, until the mode changes', async () => {
  await mode('trouble1', { mode: 'hang' });
  await assert.rejects(products({ signal: AbortSignal.timeout(300) }), { name: 'TimeoutError' });
  const held = assert.rejects(products());
  while ((await log('trouble1')).count < 2);
  await mode('trouble1', { mode: 'fine' });
  await held;
});

test('drip', async () => {
  await mode('trouble1', { mode: 'drip', ms: 100 });
  const { status, body } = await products();
  const start = performance.now();
  let bytes = 0;
  for await (const chunk of body) if ((bytes += chunk.length) >= 5) break;
  assert.equal(status, 200);
  assert.ok(performance.now() - start >= 300 && bytes < 20, `${bytes} bytes`);
});

test('truncate', async () => {
  await mode('trouble1', { mode: 'truncate' });
  const answer = await products();
  assert.equal(answer.status, 200);
  await assert.rejects(answer.text());
});

test('junk', async () => {
  await mode('trouble1', { mode: 'junk' });
  const answer = await products();
  assert.deepEqual([answer.status, answer.headers.get('content-type').split(';')[0]], [200, 'text/html']);
  await mode('trouble1', { mode: 'junk', as: 'bytes' });
  await assert.rejects((await products()).json(), SyntaxError);
});

test('huge', async () => {
  await mode('trouble1', { mode: 'huge', bytes: 20_000_000 });
  const answer = await products();
  assert.equal((await answer.json()).padding.length, 20_000_000);
});

test('redirect', async () => {
  await mode('trouble1', { mode: 'redirect', to: 'http://169.254.169.254/' });
  const answer = await products({ redirect: 'manual' });
  assert.deepEqual([answer.status, answer.headers.get('location')], [302, 'http://169.254.169.254/']);
});

test('status', async () => {
  await mode('trouble1', { mode: 'status', status: 503, headers: { 'retry-after': '7' }, body: { error: 'closed' } });
  const answer = await products();
  assert.deepEqual([answer.status, answer.headers.get('retry-after'), await answer.json()], [503, '7', { error: 'closed' }]);
});

test('throttled, each in its own way', async () => {
  for (const [name, path, status, sign] of [
    ['shopify', '/admin/api/2026-10/graphql.json', 200, ({ errors, extensions: { cost } }) => errors[0].extensions.code === 'THROTTLED' && cost.requestedQueryCost / cost.throttleStatus.restoreRate === 3],
    ['woocommerce', '/wp-json/wc/v3/orders/1001', 429, ({ code }) => code === 'rate_limit_exceeded'],
    ['vendure', '/shop-api', 429, (html) => html.includes('429 Too Many Requests')],
    ['http', '/products', 429, ({ status }) => status === 429],
    ['zendesk', '/api/v2/help_center/articles/search.json', 429, ({ error }) => error === 'APIRateLimitExceeded'],
    ['discourse', '/t/13.json', 429, ({ extras }) => extras.wait_seconds === 3],
    ['trouble2', '/t/13.json', 429, ({ extras }) => extras.wait_seconds === 3],
    ['trouble2', '/products?q=', 429, ({ title }) => title === 'Too many requests'],
  ]) {
    await mode(name, { mode: 'throttled', after: 3 });
    const answer = await fetch(at(name, path));
    const body = await answer.text();
    assert.equal(answer.status, status, name);
    assert.equal(answer.headers.get('retry-after'), status === 429 ? '3' : null, name);
    assert.ok(sign(body.startsWith('{') ? JSON.parse(body) : body), `${name}: ${body}`);
    await mode(name, { mode: 'fine' });
  }
});

test('slow', async () => {
  await mode('trouble1', { mode: 'slow', ms: 200 });
  const start = performance.now();
  assert.equal((await products()).status, 200);
  assert.ok(performance.now() - start >= 195);
});

test('flaky', async () => {
  await mode('trouble1', { mode: 'flaky', every: 3, status: 502 });
  const seen = [];
  for (let number = 0; number < 6; number++) seen.push((await products()).status);
  assert.deepEqual(seen, [200, 200, 502, 200, 200, 502]);
});

test('a mode that there is not changes nothing', async () => {
  const answer = await post('control', '/trouble1/mode', {}, { mode: 'constructor' });
  assert.equal(answer.status, 400);
  assert.equal((await fetch(at('control', '/nobody/log'))).status, 404);
  assert.equal((await products()).status, 200);
});

test('the log has what was asked, and forgets it', async () => {
  await post('trouble1', '/orders/lookup?x=1', { ...BEARER, 'X-Odd': 'Case' }, { number: '1' });
  const { count, requests: [asked] } = await log('trouble1');
  assert.deepEqual([count, asked.method, asked.path, asked.headers['x-odd'], asked.body], [1, 'POST', '/orders/lookup?x=1', 'Case', '{"number":"1"}']);
  assert.ok(Math.abs(asked.at_ms - Date.now()) < 10_000);
  await control('/trouble1/reset', {});
  assert.equal((await log('trouble1')).count, 0);
});

test('a thousand at once are counted one by one', async () => {
  await mode('trouble1', { mode: 'slow', ms: 500 });
  const agent = new Agent({ maxSockets: Infinity });
  const one = () => new Promise((done, failed) => get(at('trouble1', '/products/101'), { agent, headers: BEARER }, (answer) => answer.resume().on('end', () => done(answer.statusCode))).on('error', failed));
  const statuses = await Promise.all(Array.from({ length: 1000 }, one));
  agent.destroy();
  assert.ok(statuses.every((status) => status === 200));
  const { count, connections } = await log('trouble1');
  assert.deepEqual([count, connections], [1000, 1000]);
});

test('it ends with its standard input', async () => {
  const other = spawn(process.execPath, [fileURLToPath(new URL('main.mjs', import.meta.url))], { stdio: ['pipe', 'pipe', 'inherit'] });
  await once(other.stdout, 'data');
  other.stdin.end();
  assert.deepEqual(await once(other, 'exit'), [0, null]);
});
