// An address by the runtime's own reader, told at once: each part asked for by WASM would be felt.

const PARTS = ['href', 'origin', 'protocol', 'hostname', 'port', 'pathname', 'search', 'username', 'password'];

/** Its parts, each on a line of its own; nothing where it is no address. */
export function parts(address, base) {
  const url = URL.parse(address, base);
  return url ? PARTS.map((part) => url[part]).join('\n') : undefined;
}
