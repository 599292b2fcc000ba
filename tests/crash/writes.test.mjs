// Writers ask questions and send each again until it is acknowledged, while workerd is killed (-9) a hundred times at random
// moments: nothing that was acknowledged is lost, nothing is torn, nothing is there twice. DESKBELL_SEED repeats a run's
// questions and waits; when the kills meet the writes, the machine decides.

import assert from 'node:assert/strict';
import { randomInt, randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { release, serve } from '../bench/edge/workerd.mjs';

const KILLS = 100;
const WRITERS = 8;

/** From a start, or the first question that is asked after it, to the next kill, in ms at most. */
const ALIVE = 600;

/** Between two tries, in ms. */
const AGAIN = 50;

/** An answer takes milliseconds; one that takes so many has gone with its server. */
const PATIENCE = 10_000;

/** After the last kill, until all is acknowledged, in ms: a write that was cut off is taken over after three seconds. */
const AFTERMATH = 30_000;

const seed = Number(process.env.DESKBELL_SEED ?? randomInt(2 ** 32));

let desk;

before(async () => {
  desk = await serve(release(process.env.DESKBELL_WORKER), { state: process.env.DESKBELL_STATE });
});
after(() => desk?.stop());

test(`${KILLS} kills under writes, seed ${seed}`, { timeout: 1_200_000 }, async (t) => {
  const told = { acknowledged: [], abandoned: [], unexpected: [], cut: 0 };
  let over = false;
  const writers = Array.from({ length: WRITERS }, (_, writer) => write(writer, told, () => over));
  // Settled one way or the other: a failed kill must not leave the writers to go on.
  const killed = await kill(() => told.acknowledged.length).then(() => undefined, (error) => error);
  over = true;
  await Promise.race([Promise.all(writers), sleep(AFTERMATH, undefined, { ref: false }).then(() => assert.fail('some writes are never acknowledged'))]);
  assert.ifError(killed);

  const { acknowledged, abandoned, unexpected, cut } = told;
  t.diagnostic(`${acknowledged.length} questions acknowledged, ${abandoned.length} abandoned, ${cut} requests cut off`);
  assert.deepEqual(unexpected, []);
  // Else the kills met nothing.
  assert.ok(acknowledged.length > KILLS && cut > KILLS, 'the kills hit writes');
  assert.equal(new Set(acknowledged.map(({ id }) => id)).size, acknowledged.length, 'no two questions have one id');

  await each(acknowledged, async (question) => {
    assert.deepEqual(await read(question.id), question.body, question.id);
    const { status, id } = await post(question);
    assert.deepEqual({ status, id }, { status: 201, id: question.id }, 'who asks again hears the same');
  });

  // What the next start would find.
  process.kill(desk.pid, 'SIGKILL');
  const database = open();
  assert.deepEqual(database.prepare('PRAGMA integrity_check').all().map((row) => row.integrity_check), ['ok']);
  // Fails where the words found are not those of the posts.
  database.exec("INSERT INTO post_words (post_words, rank) VALUES ('integrity-check', 1)");
  const kept = database.prepare('SELECT t.id, p.title, p.text, p.author AS name FROM threads t LEFT JOIN posts p ON p.thread = t.id').all();
  const posts = database.prepare('SELECT count(*) AS count FROM posts').get().count;
  const answers = database.prepare('SELECT answer FROM writes WHERE answer IS NOT NULL').all().map(({ answer }) => answer);
  database.close();

  const once = new Map(kept.map(({ id, title, text, name }) => [title, { id: `desk.${id}`, body: { title, text, name } }]));
  assert.equal(once.size, kept.length, 'no question is there twice');
  assert.equal(posts, kept.length, 'every thread has its question, and every question its thread');
  assert.deepEqual(answers.sort(), [...once.values()].map(({ id }) => id).sort(), 'every question has its answer, and every answer its question');
  for (const { id, body } of acknowledged) {
    assert.deepEqual(once.get(body.title), { id, body });
    once.delete(body.title);
  }
  // Nobody was told of these: each may be there, and then as it was sent.
  for (const { body } of abandoned.filter(({ body }) => once.has(body.title))) {
    assert.deepEqual(once.get(body.title).body, body);
    once.delete(body.title);
  }
  assert.deepEqual([...once.keys()], [], 'nothing is there that nobody sent');
});

/** By turns in the start itself, and in full swing. */
async function kill(progress) {
  const random = numbers(seed);
  for (let count = 0; count < KILLS; count += 1) {
    for (const before = progress(); count % 2 && progress() === before; ) await sleep(5);
    await sleep(random() * ALIVE);
    process.kill(desk.pid, 'SIGKILL');
    Object.assign(desk, await desk.restart());
  }
}

/** Works through a list, several at once. */
async function each(list, work) {
  const left = list.values();
  await Promise.all(Array.from({ length: WRITERS }, async () => {
    for (const one of left) await work(one);
  }));
}

/** One after the other, each again until it is acknowledged; one in ten only once, as by somebody who goes away. */
async function write(writer, told, isOver) {
  const random = numbers(seed + 1 + writer);
  for (let number = 0; !isOver(); number += 1) {
    const question = { body: compose(writer, number, random), key: randomUUID(), address: `10.${writer}.${number >> 8}.${number & 255}` };
    const tries = random() < 0.1 ? 1 : Infinity;
    for (let count = 1; ; count += 1) {
      const { status, id, body, refused } = await post(question);
      if (status === 201) {
        told.acknowledged.push({ ...question, id });
        break;
      }
      if (status === undefined) told.cut += refused ? 0 : 1;
      // In flight: the try before is not over, or was cut off a moment ago.
      else if (status !== 409) told.unexpected.push({ status, body });
      if (count >= tries) {
        told.abandoned.push(question);
        break;
      }
      await sleep(AGAIN);
    }
  }
}

/** A question with a title of its own, and a text of one line or of hundreds. */
function compose(writer, number, random) {
  const lines = Array.from({ length: 1 + Math.floor(random() ** 2 * 200) }, (_, line) => `${line}: ${random()} 中文`);
  const text = [...lines, 'The end.'].join('\n');
  return { title: `Question ${number} of writer ${writer}`, text, name: `Writer ${writer}` };
}

/** The status, with the thread's id where it is asked; none where nobody listened or the answer did not come whole. */
async function post({ body, key, address }) {
  try {
    const answer = await fetch(`${desk.origin}/api/ask?site=desk`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': key, 'cf-connecting-ip': address },
      // Long numbers look like those of cards.
      body: JSON.stringify({ ...body, to: 'everybody' }),
      signal: AbortSignal.timeout(PATIENCE),
    });
    const json = await answer.json();
    return { status: answer.status, id: json.asked?.id, body: json };
  } catch (error) {
    return { refused: error.cause?.code === 'ECONNREFUSED' };
  }
}

/** The question of a thread, as everybody reads it. */
async function read(id) {
  const answer = await fetch(`${desk.origin}/api/ask/${id}?site=desk`);
  const body = await answer.json();
  assert.equal(answer.status, 200, `${id}: ${JSON.stringify(body)}`);
  const { title, posts } = body.thread;
  assert.equal(posts?.length, 1, id);
  return { title, text: posts[0].text, name: posts[0].author };
}

/** The file of the database; beside it lies one in which miniflare keeps what it has. */
function open() {
  const folder = join(desk.folder, 'd1/miniflare-D1DatabaseObject');
  const files = readdirSync(folder).filter((name) => name.endsWith('.sqlite') && !name.startsWith('metadata'));
  assert.equal(files.length, 1, files.join());
  return new DatabaseSync(join(folder, files[0]));
}

/** Numbers from 0 to 1, always the same of a seed (mulberry32). */
function numbers(state) {
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
