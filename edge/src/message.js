// Messages whole, in as few steps between JavaScript and WASM as can be: each of them is felt.

/** The body of a message, as a promise; of nothing where it has more bytes than `limit`. */
export async function body(message, limit) {
  const { headers, body } = message;
  if (!body) return new Uint8Array();
  const told = headers.get('content-length');
  if (told > limit) return;
  // It has no more bytes than it tells, unless they are packed. Null is none, and 0 a number.
  if (told !== null && told <= limit && !headers.has('content-encoding')) return new Uint8Array(await message.arrayBuffer());
  const chunks = [];
  let length = 0;
  // Whoever leaves the loop gives the stream up.
  for await (const chunk of body) {
    length += chunk.length;
    if (length > limit) return;
    chunks.push(chunk);
  }
  const whole = new Uint8Array(length);
  for (const chunk of chunks.reverse()) whole.set(chunk, (length -= chunk.length));
  return whole;
}

const REDIRECTS = [301, 302, 303, 307, 308];

/**
 * What an address answers within so many milliseconds: status, headers, of which names and values stand on a line each by
 * turns, and body, which of a redirect is not read. Fails with whether it took too long.
 */
export async function answer(address, init, patience, limit) {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), patience);
  try {
    const response = await fetch(address, { ...init, signal: controller.signal });
    const { status, headers } = response;
    const leads = REDIRECTS.includes(status);
    const whole = leads ? new Uint8Array() : await body(response, limit);
    // What is not read is not waited for either.
    if (leads || !whole) controller.abort();
    return [status, [...headers].flat().join('\n'), whole];
  } catch {
    throw controller.signal.aborted;
  } finally {
    clearTimeout(timer);
  }
}

/** A response, with headers of which names and values stand on a line each by turns. */
export function response(status, lines, body) {
  const headers = new Headers();
  lines.split('\n').forEach((line, index, all) => index % 2 && headers.set(all[index - 1], line));
  // The bytes are WASM's, which moves on.
  return new Response(body.slice(), { status, headers });
}

/** The zone of the shopper's clock behind `=`, where the app tells it with a form and this runtime knows it; else the network's. */
function zone({ method, headers, cf }) {
  const timeZone = method == 'POST' && headers.get('deskbell-zone');
  try {
    if (timeZone) return '=' + new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone;
  } catch {
    // The network's, then.
  }
  return cf?.timezone;
}

/**
 * What is looked at of every request, each on a line of its own: method, address, `Accept-Language`, `If-None-Match`, the time
 * zone; and where a thread may be asked for, a last line with the cookies. None of them has a second line.
 */
export function look(request) {
  const { method, url, headers } = request;
  const lines = [method, url, headers.get('accept-language'), headers.get('if-none-match'), zone(request)];
  if (url.includes('/ask/')) lines.push(headers.get('cookie'));
  return lines.join('\n');
}

/** A kept answer once more, with headers that are ready; a body where it has one. */
export const again = (status, headers, body) => new Response(body, { status, headers });

/** The header in which the times of an answer travel that the network's cache keeps, as cache/network.rs writes it. */
const META = 'deskbell-entry';

/** Status and times of what the network's cache has found, each on a line; nothing where it is no answer of ours. */
export function times(found) {
  const meta = found instanceof Response && found.headers.get(META);
  return meta ? found.status + '\n' + meta : undefined;
}

/** Takes away what the network's cache has added, and says what browsers are told: `PUBLIC` of policy.rs. */
export function unmark(headers) {
  headers.delete(META);
  headers.delete('cf-cache-status');
  headers.set('cache-control', 'no-cache');
}

/** What the network's cache has found, given out as it comes; "not modified" to who has it already. */
export function pass(found, known, age, status) {
  // A response tells status and headers as well as a record of them does.
  const response = known ? new Response(null, { status: 304, headers: found.headers }) : new Response(found.body, found);
  const { headers } = response;
  unmark(headers);
  headers.set('age', age);
  headers.set('cache-status', status);
  return response;
}
