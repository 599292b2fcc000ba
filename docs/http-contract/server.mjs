// An example of a shop's server that speaks Deskbell's HTTP contract (../http-contract.md), in plain Node.
//
//   TOKEN=hush node server.mjs                  listens on 127.0.0.1:8790 (PORT)
//   WEBHOOK_URL=… WEBHOOK_SECRET=whsec_…        where to tell of changes: POST /changed with a change as its body
//
// It reads nothing but shop.json beside it. A real one asks its database instead; the rest can stay.
import { createHash, createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';

const { TOKEN, PORT = '8790', WEBHOOK_URL, WEBHOOK_SECRET = '' } = process.env;
if (!TOKEN) throw new Error('TOKEN is not set: nobody could be told from anybody');
const shop = JSON.parse(await readFile(new URL('shop.json', import.meta.url), 'utf8'));

const routes = {
  'GET /products': ({ url }) => {
    const words = (url.searchParams.get('q') ?? '').toLowerCase().split(/\s+/).filter(Boolean);
    const limit = within(url.searchParams.get('limit') ?? '20', 1, 50);
    const after = within(url.searchParams.get('after') ?? '0', 0, shop.products.length);
    const found = shop.products.filter((product) => {
      const text = JSON.stringify(product).toLowerCase();
      return words.every((word) => text.includes(word));
    });
    const end = after + limit;
    return { products: found.slice(after, end), next: end < found.length ? String(end) : null };
  },

  // An id with other characters than these comes percent-encoded.
  'GET /products/:id': ({ id }) => shop.products.find((product) => product.id === id),

  // The same answer for an unknown order and a wrong proof: nobody learns which orders there are.
  'POST /orders/lookup': ({ body }) => {
    const order = shop.orders.find(({ number }) => folded(number) === folded(body.number));
    const proved =
      (body.email && same(body.email, order?.email)) || (body.postcode && same(body.postcode, order?.postcode));
    if (!order || !proved) return undefined;
    const { email, postcode, ...told } = order;
    return told;
  },

  // Who asks has made sure whose address it is; a hyphen in one tells people apart.
  'POST /orders/list': ({ body: { email, limit } }) => {
    const address = String(email ?? '').trim().toLowerCase();
    const theirs = shop.orders.filter((order) => order.email.toLowerCase() === address);
    const newest = theirs.sort((one, other) => Date.parse(other.placed) - Date.parse(one.placed));
    return { orders: newest.slice(0, within(limit, 1, 40)).map(({ email, postcode, ...told }) => told) };
  },

  'POST /changed': async ({ body }) => ({ status: await tell(body) }),
};

/** Tells the help desk of a change, signed as Standard Webhooks has it; the status of its answer. */
async function tell(change) {
  if (!WEBHOOK_URL) return 0;
  const id = `msg_${randomUUID()}`;
  const timestamp = Math.floor(Date.now() / 1000);
  const body = JSON.stringify(change);
  const key = Buffer.from(WEBHOOK_SECRET.replace(/^whsec_/, ''), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  const headers = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': `v1,${signature}`,
  };
  return (await fetch(WEBHOOK_URL, { method: 'POST', headers, body })).status;
}

const server = createServer(async (request, response) => {
  const [status, told] = await answer(request).catch((error) => [error.status ?? 500, { error: 'it failed' }]);
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(told));
});

async function answer(request) {
  if (!equal(request.headers.authorization ?? '', `Bearer ${TOKEN}`)) return [401, { error: 'wrong token' }];
  const url = new URL(`http://localhost${request.url}`);
  const [, id] = /^\/products\/([\w.~-]+)$/.exec(url.pathname) ?? [];
  const handle = routes[`${request.method} ${id ? '/products/:id' : url.pathname}`];
  const body = request.method === 'POST' ? await read(request) : undefined;
  const told = await handle?.({ url, body, id });
  return told ? [200, told] : [404, { error: 'there is none' }];
}

async function read(request) {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) {
    text += chunk;
    if (text.length > 10_000) throw Object.assign(new Error('too long'), { status: 413 });
  }
  try {
    return Object(JSON.parse(text));
  } catch {
    throw Object.assign(new Error('no JSON'), { status: 400 });
  }
}

const within = (text, least, most) => Math.min(Math.max(Number.parseInt(text, 10) || least, least), most);

/** Without case, spaces, hyphens and `#`: people write "1011 AB" and "1011ab". */
const folded = (text) => String(text ?? '').toLowerCase().replace(/[\s#-]/g, '');

const same = (one, other) => folded(one) !== '' && equal(folded(one), folded(other));

/** Compares in a time that tells nothing of where the two differ. */
function equal(one, other) {
  const hash = (text) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(one), hash(other));
}

server.listen(Number(PORT), '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
