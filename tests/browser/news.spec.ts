// A thread that is open stays true: by a socket, without one by asking again, and with nobody looking not at all.

import { createHash, randomUUID } from 'node:crypto';
import type { APIRequestContext, Page } from '@playwright/test';
import { alive, expect, test } from './support/test.ts';

/** What stands where an author has had something erased. */
const GONE = 'Removed at its author’s wish.';

const heading = (page: Page) => page.getByRole('heading', { level: 1 });

/** The Worker's database, by wrangler's local explorer. */
async function run(request: APIRequestContext, sql: string, ...params: (string | number)[]) {
  const answer = await request.post('/cdn-cgi/local/explorer/api/d1/database/00000000-0000-0000-0000-000000000000/raw', { data: { sql, params: params.map(String) } });
  expect(answer.status(), sql).toBe(200);
  return (await answer.json()).result[0].meta.last_row_id as number;
}

/** A question whose author can have it erased, with an answer of somebody else's. */
async function planted(request: APIRequestContext) {
  const [title, key] = [`Does it hum? ${randomUUID()}`, randomUUID()];
  const proof = `key:${createHash('sha256').update(key).digest('hex')}`;
  const asker = await run(request, "INSERT INTO people (site, proof, since) VALUES ('lindenhof', ?1, 1)", proof);
  const thread = await run(request, "INSERT INTO threads (site, lang, person, asked) VALUES ('lindenhof', 'en', ?1, 1)", asker);
  const post = "INSERT INTO posts (thread, title, text, author, at, bigrams, person) VALUES (?1, ?2, ?3, '', 1, '', nullif(?4, '0'))";
  await run(request, post, thread, title, title, asker);
  await run(request, post, thread, '', 'Mine does.', 0);
  const erase = async () => {
    const headers = { cookie: `deskbell_key=${key}` };
    const answer = await request.post('/api/ask/me?site=lindenhof', { data: { do: 'erase', sure: 'yes' }, headers });
    expect(answer.status()).toBe(200);
  };
  /** Between the asker and staff from now on, which who has it open hears of. */
  const withdraw = async () => {
    await run(request, 'UPDATE threads SET private = 1 WHERE id = ?1', thread);
    const headers = { cookie: `deskbell_key=${key}` };
    const answer = await request.post(`/api/ask/desk.${thread}/close?site=lindenhof`, { form: { on: '1' }, headers });
    expect(answer.status(), await answer.text()).toBe(200);
  };
  return { title, path: `/ask/desk.${thread}?lang=en`, erase, withdraw };
}

/** What Chromium says of a socket that is closed before it was open. */
const HASTY = /WebSocket is closed before the connection is established/;

/** Opens a thread, and tells of the sockets that its page has opened. */
async function open(page: Page, path: string) {
  const sockets: { url: string; closed: boolean }[] = [];
  page.on('websocket', (socket) => {
    const one = { url: socket.url(), closed: false };
    sockets.push(one);
    socket.on('close', () => (one.closed = true));
  });
  await page.goto(path);
  await alive(page);
  return sockets;
}

test('a change is shown to who has the thread open, without a reload and without moving the focus', async ({ page, request }) => {
  const { title, path, erase } = await planted(request);
  const sockets = await open(page, path);
  await expect(heading(page)).toHaveText(title);
  await expect.poll(() => sockets.length).toBe(1);
  expect(sockets[0]?.url).toContain('/live');
  await page.evaluate(() => Object.assign(window, { first: true }));
  const link = page.getByRole('navigation').getByRole('link').last();
  await link.focus();
  await erase();
  await expect(heading(page)).toHaveText(GONE);
  await expect(link).toBeFocused();
  expect(await page.evaluate(() => 'first' in window)).toBe(true);
});

test('the socket is closed when the page changes, and there is one again when it is back', async ({ page, request, log }) => {
  log.expect(HASTY);
  const { title, path } = await planted(request);
  const sockets = await open(page, path);
  await expect.poll(() => sockets.length).toBe(1);
  await page.getByRole('navigation').getByRole('link', { name: 'Contact' }).click();
  await expect(heading(page)).toHaveText('Contact');
  await expect.poll(() => sockets[0]?.closed).toBe(true);
  await page.goBack();
  await expect(heading(page)).toHaveText(title);
  await expect.poll(() => sockets.length).toBe(2);
});

test('where there is no socket, the page asks now and then', async ({ page, request }) => {
  const { title, path, erase } = await planted(request);
  await page.clock.install();
  await page.addInitScript(() => Object.defineProperty(window, 'WebSocket', { value: class { constructor() { throw new Error('none here'); } } }));
  await open(page, path);
  await expect(heading(page)).toHaveText(title);
  await erase();
  // Every isolate knows of it by then.
  await page.waitForTimeout(6_000);
  await expect(heading(page)).toHaveText(title);
  await page.clock.runFor(40_000);
  await expect(heading(page)).toHaveText(GONE);
});

test('while nobody looks there is no socket, and who looks again sees what has changed', async ({ page, request, log }) => {
  log.expect(HASTY);
  const { title, path, erase } = await planted(request);
  const sockets = await open(page, path);
  await expect.poll(() => sockets.length).toBe(1);
  const look = (hidden: boolean) => page.evaluate((hidden) => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
  }, hidden);
  await look(true);
  await expect.poll(() => sockets[0]?.closed).toBe(true);
  await erase();
  await page.waitForTimeout(6_000);
  await expect(heading(page)).toHaveText(title);
  await look(false);
  await expect(heading(page)).toHaveText(GONE);
  await expect.poll(() => sockets.length).toBe(2);
});

test('what is private by now goes from the pages that show it, but not what is being written there', async ({ page, request, context, log }) => {
  log.expect(/status of 404/);
  const { title, path, withdraw } = await planted(request);
  const writing = await context.newPage();
  for (const one of [page, writing]) {
    const sockets = await open(one, path);
    await expect.poll(() => sockets.length).toBe(1);
  }
  await writing.getByRole('textbox', { name: 'Your answer', exact: true }).fill('Mine, too.');
  await withdraw();
  await expect(page.getByText('Mine does.')).toHaveCount(0);
  await expect(heading(page)).not.toHaveText(title);
  await expect(writing.getByRole('textbox', { name: 'Your answer', exact: true })).toHaveValue('Mine, too.');
  await writing.close();
});
