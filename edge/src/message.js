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
