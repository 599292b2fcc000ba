// A Zendesk Help Center, open to everybody. https://developer.zendesk.com/api-reference/help_center/help-center-api

import { createHash } from 'node:crypto';

import { ARTICLES, plain } from './knowledge.mjs';
import { finds, json } from './reply.mjs';

const HOST = 'https://lindenhof.zendesk.com';
/** Of an agent with an API token: `{email}/token:{token}`. */
const CREDENTIALS = `Basic ${Buffer.from('agent@lindenhof.example/token:zendesk_fake').toString('base64')}`;
const HTML_MARKS = /[&<>]/g;

export const zendesk = {
  answer({ method, path, query, headers, body }) {
    // None is needed, but wrong ones are refused.
    if (headers.authorization !== undefined && headers.authorization !== CREDENTIALS) {
      return json({ error: "Couldn't authenticate you" }, 401);
    }
    if (method === 'POST' && /^\/api\/v2\/tickets(?:\.json)?$/.test(path)) return headers.authorization ? make(JSON.parse(body).ticket, headers['idempotency-key']) : json({ error: "Couldn't authenticate you" }, 401);
    const rest = /^\/api\/v2\/help_center\/(.*?)(?:\.json)?$/.exec(path)?.[1];
    if (rest === undefined || method !== 'GET') return notFound();
    if (rest === 'articles/search') return conditional(search(query), headers);
    const [, locale, id] = /^(?:([a-z-]+)\/)?articles\/(\d+)$/.exec(rest) ?? [];
    const one = ARTICLES.find((one) => one.id === Number(id) && (!locale || one.locale === locale));
    return one ? conditional(json({ article: article(one) }), headers) : notFound();
  },

  throttled: (seconds) => json({ error: 'APIRateLimitExceeded', description: 'Number of allowed API requests per minute exceeded' }, 429, { 'retry-after': String(seconds) }),
};

/** Tickets by what their requests were named by, which makes no second one for two hours. */
const TICKETS = new Map();

function make({ subject, comment, requester, external_id }, key) {
  if (!comment?.body) return json({ error: 'RecordInvalid', description: 'Record validation errors', details: { base: [{ description: 'Description: cannot be blank', error: 'BlankValue' }] } }, 422);
  const known = TICKETS.get(key);
  const ticket = known ?? { id: 35436 + TICKETS.size, external_id: external_id ?? null, subject, description: comment.body, status: 'new', requester_id: requester ? 20978392 : 3465, via: { channel: 'api' } };
  if (key) TICKETS.set(key, ticket);
  return json({ ticket }, 201, { 'x-idempotency-lookup': known ? 'hit' : 'miss' });
}

const notFound = () => json({ error: 'RecordNotFound', description: 'Not found' }, 404);

/** Answers carry a weak ETag, and a request that has it already is told so. */
function conditional(reply, headers) {
  const etag = `W/"${createHash('sha256').update(reply.body).digest('hex').slice(0, 32)}"`;
  const kept = { etag, 'cache-control': 'max-age=0, private, must-revalidate' };
  const known = headers['if-none-match']?.split(/,\s*/).includes(etag);
  return known && reply.status === 200 ? { status: 304, headers: kept, body: '' } : { ...reply, headers: { ...reply.headers, ...kept } };
}

function search(query) {
  const words = query.get('query') ?? '';
  if (!['query', 'category', 'section', 'label_names'].some((name) => query.get(name))) {
    return json({ error: 'InvalidParameters', description: 'One of query, category, section or label_names is required' }, 400);
  }
  const locale = query.get('locale')?.toLowerCase();
  const found = ARTICLES.filter((one) => (!locale || locale === '*' || one.locale === locale) && finds(`${one.title} ${plain(one.body)} ${one.labels.join(' ')}`, words));
  const size = Math.min(Number(query.get('per_page') ?? 25), 100);
  const page = Number(query.get('page') ?? 1);
  const results = found.slice((page - 1) * size, page * size).map((one) => ({ ...article(one), snippet: snippet(one, words), result_type: 'article' }));
  const link = (page) => `${HOST}/api/v2/help_center/articles/search.json?page=${page}&per_page=${size}&query=${encodeURIComponent(words)}`;
  const pages = Math.ceil(found.length / size);
  return json({ count: found.length, next_page: page < pages ? link(page + 1) : null, page, page_count: pages, per_page: size, previous_page: page > 1 ? link(page - 1) : null, results });
}

/** The text with what was found marked. */
function snippet({ body }, words) {
  const text = plain(body).replace(/&\w+;/g, ' ').slice(0, 200).replace(HTML_MARKS, (sign) => `&#${sign.charCodeAt(0)};`);
  return words.split(/[^\p{L}\p{N}]+/u).filter(Boolean).reduce((text, word) => text.replace(new RegExp(`(?<!<|</)${word}`, 'giu'), '<em>$&</em>'), text);
}

const article = (one) => ({
  id: one.id,
  url: `${HOST}/api/v2/help_center/${one.locale}/articles/${one.id}.json`,
  html_url: `${HOST}/hc/${one.locale}/articles/${one.id}`,
  author_id: 3465,
  comments_disabled: false,
  draft: false,
  promoted: false,
  position: 0,
  vote_sum: 3,
  vote_count: 5,
  section_id: 98838,
  created_at: one.created,
  updated_at: one.changed,
  edited_at: one.changed,
  name: one.title,
  title: one.title,
  source_locale: one.locale,
  locale: one.locale,
  outdated: false,
  outdated_locales: [],
  user_segment_id: null,
  permission_group_id: 123,
  content_tag_ids: [],
  label_names: one.labels,
  body: one.body,
});
