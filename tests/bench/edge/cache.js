// What answers the Cache API of a measured Worker: a map in memory, within the same workerd. Workerd itself stores
// nothing and asks a service in HTTP: GET for `match`, PUT for `put`, whose body is a whole answer as it goes over the
// wire, PURGE for `delete`.

/** More answers than a run asks for; the oldest go. */
const KEPT = 1000;
const kept = new Map();

const hit = { 'cf-cache-status': 'HIT' };
const miss = () => new Response(null, { status: 504, headers: { 'cf-cache-status': 'MISS' } });

/** Status, headers and body of an answer as bytes; and the time from which it is no more, in ms since 1970. */
function parse(bytes) {
  const text = new TextDecoder('latin1').decode(bytes);
  const end = text.indexOf('\r\n\r\n');
  const [first, ...lines] = text.slice(0, end).split('\r\n');
  const headers = new Headers(hit);
  for (const line of lines) {
    const colon = line.indexOf(':');
    headers.append(line.slice(0, colon), line.slice(colon + 1).trim());
  }
  if (/chunked/i.test(headers.get('transfer-encoding') ?? '')) throw new Error('an answer of unknown length cannot be kept');
  const control = headers.get('cache-control') ?? '';
  const age = /s-maxage=(\d+)/.exec(control) ?? /max-age=(\d+)/.exec(control);
  return { status: Number(first.split(' ')[1]), headers, body: bytes.slice(end + 4), until: Date.now() + 1000 * Number(age?.[1] ?? 0) };
}

export default {
  async fetch(request) {
    const key = (request.headers.get('cf-cache-namespace') ?? '') + ' ' + request.url;
    switch (request.method) {
      case 'GET': {
        const found = kept.get(key);
        return found && Date.now() < found.until ? new Response(found.body, found) : miss();
      }
      case 'PUT': {
        const answer = parse(await request.bytes());
        kept.delete(key);
        kept.set(key, answer);
        if (kept.size > KEPT) kept.delete(kept.keys().next().value);
        return new Response(null, { status: 204 });
      }
      case 'PURGE':
        return new Response(null, { status: kept.delete(key) ? 200 : 404 });
      default:
        return new Response(null, { status: 405 });
    }
  },
};
