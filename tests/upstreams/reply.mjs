// Replies `{ status, headers, body }`, and what makes them.

/** JSON with a status and headers. */
export const json = (value, status = 200, headers = {}) => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  body: JSON.stringify(value),
});

/** Writes a reply. */
export function send(response, { status, headers, body }) {
  const bytes = Buffer.from(body);
  // RFC 9110, sections 15.3.5 and 15.4.5: neither of the two has a body.
  const bare = status === 204 || status === 304;
  response.writeHead(status, bare ? headers : { ...headers, 'content-length': bytes.length });
  response.end(bare ? undefined : bytes);
}

/** Whether every word of `query` occurs somewhere in `text`, whatever its case. An empty query finds all. */
export function finds(text, query) {
  const within = text.toLowerCase();
  const words = query.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  return words.every((word) => within.includes(word));
}

/** `A & B` as HTML. */
export const escaped = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
