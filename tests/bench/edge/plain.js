// The Worker that Deskbell is measured beside: plain JavaScript that answers the same bytes, which it was given as the
// binding ANSWERS, as quickly as it can. The first part of a path says how, the rest which answer.

const kept = {};

/** An answer's headers and bytes, made ready once. */
function ready(env, path) {
  const { headers, body } = env.ANSWERS[path];
  return { headers: new Headers(headers), etag: headers.etag, body: new TextEncoder().encode(body) };
}

/** What the Cache API is to keep, and answers as it is. */
function stored(answer) {
  const response = new Response(answer.body, answer);
  response.headers.set('cache-control', 'max-age=3600');
  response.headers.set('cache-status', 'plain; hit');
  return response;
}

const ways = {
  static(request, answer) {
    if (request.headers.get('if-none-match') === answer.etag) return new Response(null, { status: 304, headers: answer.headers });
    return new Response(answer.body, answer);
  },
  async cached(request, answer, context) {
    const found = await caches.default.match(request);
    if (!found) context.waitUntil(caches.default.put(request, stored(answer)));
    return found ?? new Response(answer.body, answer);
  },
  /** Takes whatever it finds for stale: answers it, and stores it anew. */
  async stale(request, answer, context) {
    const found = await caches.default.match(request);
    context.waitUntil(caches.default.put(request, stored(answer)));
    return found ?? new Response(answer.body, answer);
  },
  /** For a proxy in front, which may keep it and never finds it fresh. */
  old(request, answer) {
    const response = new Response(answer.body, answer);
    response.headers.set('x-accel-expires', '@1');
    return response;
  },
};

export default {
  fetch(request, env, context) {
    const { pathname } = new URL(request.url);
    const end = pathname.indexOf('/', 1);
    const [way, path] = [ways[pathname.slice(1, end)], pathname.slice(end)];
    if (!way || !(path in env.ANSWERS)) return new Response(null, { status: 404 });
    return way(request, (kept[path] ??= ready(env, path)), context);
  },
};
