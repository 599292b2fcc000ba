// A Discourse forum, open to everybody. https://docs.discourse.org
//
// Discourse sends no ETag (its config/application.rb takes Rack::ETag away), and so knows no conditional requests.

import { readFileSync } from 'node:fs';

import { THREADS, plain, thread } from './knowledge.mjs';
import { escaped, finds, json } from './reply.mjs';

const recorded = (name) => JSON.parse(readFileSync(new URL(`recorded/discourse-${name}.json`, import.meta.url), 'utf8'));
const [SEARCH, TOPIC] = ['search', 'topic'].map(recorded);
const POST = TOPIC.post_stream.posts[0];

/** How many posts a topic's first answer has. */
const CHUNK = 20;
/** The setting `min_search_term_length` as it is by default. */
const SHORTEST = 3;

export const discourse = {
  answer({ method, path, query, headers, body }) {
    if (headers['api-key'] !== undefined && (headers['api-key'] !== 'discourse_fake' || headers['api-username'] !== 'system')) {
      return refused(403, 'invalid_access', 'You are not permitted to view the requested resource. The API username or key is invalid.');
    }
    if (method === 'POST' && path === '/posts.json') return headers['api-key'] === undefined ? refused(403, 'not_logged_in', 'You need to be logged in to do that.') : make(JSON.parse(body));
    if (method !== 'GET') return notFound();
    const [, name] = /^\/t\/external_id\/([\w-]+)\.json$/.exec(path) ?? [];
    if (name) {
      const made = THREADS.find((one) => one.external === name);
      return made ? { status: 301, headers: { location: `/t/${made.slug}/${made.id}.json`, 'content-type': 'text/html' }, body: '' } : notFound();
    }
    if (path === '/search.json') return json(search(query.get('q') ?? ''), 200, HEADERS);
    const [, of, number] = /^\/posts\/by_number\/(\d+)\/(\d+)(?:\.json)?$/.exec(path) ?? [];
    if (of) {
      const thread = THREADS.find(({ id }) => id === Number(of));
      const posted = thread?.posts.find((one) => one.number === Number(number));
      return posted ? json(post(posted, thread), 200, HEADERS) : notFound();
    }
    const [, slug, id, part] = /^\/t\/(?:([^/]*[^\d/][^/]*)\/)?(\d+)(\/posts)?\.json$/.exec(path) ?? [];
    const one = THREADS.find((one) => one.id === Number(id));
    if (!one) return notFound();
    if (slug && slug !== one.slug) return { status: 301, headers: { location: `/t/${one.slug}/${one.id}.json`, 'content-type': 'text/html' }, body: '' };
    if (!part) return json(topic(one), 200, HEADERS);
    const wanted = query.getAll('post_ids[]').map(Number);
    return json({ post_stream: { posts: one.posts.filter(({ id }) => wanted.includes(id)).map((posted) => post(posted, one)) }, id: one.id }, 200, HEADERS);
  },

  throttled: (seconds) => {
    const extras = { wait_seconds: seconds, time_left: `${seconds} seconds` };
    const errors = [`You’ve performed this action too many times. Please wait ${extras.time_left} before trying again.`];
    return json({ errors, error_type: 'rate_limit', extras }, 429, { 'retry-after': String(seconds), 'discourse-rate-limit-error-code': 'ip_10_secs_limit' });
  },
};

const HEADERS = { 'cache-control': 'no-cache, no-store' };
const refused = (status, error_type, message) => json({ errors: [message], error_type }, status);
const notFound = () => refused(404, 'not_found', 'The requested URL or resource could not be found.');

/** The settings `min_topic_title_length` and `min_first_post_length` as they are by default. */
const SHORTEST_TITLE = 15;
const SHORTEST_POST = 20;

/** A new topic. Its external id, where it has one, is nobody else's. */
function make({ title, raw, category, external_id: external }) {
  const unfit = (error) => json({ action: 'create_post', errors: [error] }, 422, HEADERS);
  if (title.length < SHORTEST_TITLE) return unfit(`Title is too short (minimum is ${SHORTEST_TITLE} characters)`);
  if (raw.length < SHORTEST_POST) return unfit(`Body is too short (minimum is ${SHORTEST_POST} characters)`);
  if (external && !/^[\w-]{1,50}$/.test(external)) return unfit('External is invalid');
  if (THREADS.some((one) => one.external === external)) return unfit('External has already been taken');
  const made = thread(1_000 + THREADS.length, title, [['system', escaped(raw)]], { category });
  THREADS.push({ ...made, external });
  const [first] = made.posts;
  return json({ ...post(first, made), username: 'system', raw, topic_id: made.id, topic_slug: made.slug }, 200, HEADERS);
}

/** Words of a query that choose instead of being looked for: `category:7`, `in:first`, `status:solved`, `order:latest`. */
const FILTER = /^(?:in|status|order|category|tags?|user|before|after):|^[#@]/;

/** One hit a topic, as Discourse groups them. */
function search(q) {
  const [words, filters] = [false, true].map((chooses) => q.split(/\s+/).filter((word) => FILTER.test(word) === chooses));
  const category = filters.map((word) => /^category:(\d+)$/.exec(word)?.[1]).find(Boolean);
  const solved = filters.includes('status:solved');
  const threads = THREADS.filter((one) => (!solved || one.accepted) && (!category || one.category === Number(category)));
  const searched = words.join(' ');
  const found = searched.length < SHORTEST ? [] : threads.flatMap((one) => {
    const posts = filters.includes('in:first') ? one.posts.slice(0, 1) : one.posts;
    const best = posts.find(({ html }) => finds(`${one.title} ${plain(html)}`, searched));
    return best ? [[one, best]] : [];
  });
  const posts = found.map(([one, best]) => ({
    ...SEARCH.posts[0], id: best.id, name: null, username: best.author, created_at: best.at, cooked: undefined, like_count: best.likes, blurb: escaped(plain(best.html)).slice(0, 200), post_number: best.number, topic_id: one.id,
  }));
  const topics = found.map(([one]) => ({ ...SEARCH.topics[0], ...about(one), has_accepted_answer: one.accepted !== null }));
  return { ...SEARCH, posts, topics, grouped_search_result: { ...SEARCH.grouped_search_result, term: q, post_ids: posts.map(({ id }) => id) } };
}

const about = (one) => ({
  id: one.id,
  title: one.title,
  fancy_title: escaped(one.title),
  slug: one.slug,
  posts_count: one.posts.length,
  reply_count: one.posts.length - 1,
  highest_post_number: one.posts.length,
  created_at: one.posts[0].at,
  last_posted_at: one.posts.at(-1).at,
  closed: one.closed,
  category_id: one.category,
  like_count: one.posts.reduce((sum, { likes }) => sum + likes, 0),
});

function topic(one) {
  const accepted = one.posts.find(({ accepted }) => accepted);
  return {
    ...TOPIC,
    ...about(one),
    draft_key: `topic_${one.id}`,
    pinned: false,
    pinned_at: null,
    post_stream: { posts: one.posts.slice(0, CHUNK).map((posted) => post(posted, one)), stream: one.posts.map(({ id }) => id) },
    details: { ...TOPIC.details, suggested_topics: [] },
    // The plugin "Solved" adds these.
    ...(accepted && { accepted_answer: { post_number: accepted.number, username: accepted.author, excerpt: plain(accepted.html) } }),
  };
}

const post = (one, { id, slug, accepted }) => ({
  ...POST,
  id: one.id,
  name: '',
  username: one.author,
  created_at: one.at,
  updated_at: one.at,
  cooked: one.html,
  post_number: one.number,
  topic_id: id,
  topic_slug: slug,
  admin: one.staff,
  staff: one.staff,
  user_id: one.id,
  // 2 is a like.
  actions_summary: one.likes ? [{ id: 2, count: one.likes }] : [],
  accepted_answer: one.accepted,
  topic_accepted_answer: accepted !== null,
});
