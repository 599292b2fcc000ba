// Each end of the conversation hears the other end alone: the origin, the window and the shape must be right.

import type { Frame, Page } from '@playwright/test';
import { Bell, events, recordEvents, storefront } from './support/bell.ts';
import { HELP, STOREFRONT } from './support/places.ts';
import { serve } from './support/server.ts';
import { expect, test } from './support/test.ts';

/** What the loader would obey, were it said by its frame. */
const ORDERS = [
  { deskbell: 1, type: 'close' },
  { deskbell: 1, type: 'ready', detail: '--deskbell-accent:red' },
  { deskbell: 1, type: 'size', detail: '7px' },
  { deskbell: 1, type: 'search', detail: { text: 'forged' } },
];

/** What nobody may obey. */
const NONSENSE = [
  null, undefined, 0, 'close', [], [{ type: 'close' }], { type: 'close' }, { type: 'search' }, { deskbell: 1 }, { deskbell: 1, type: null },
  { deskbell: 1, type: 'open' }, { deskbell: 1, type: 'destroy' }, { deskbell: 1, type: 'nonsense', detail: {} },
  { deskbell: 1, type: 'constructor' }, { deskbell: 1, type: '__proto__' }, { deskbell: 1, type: {} },
];

const post = (from: Page | Frame, to: 'parent' | 'self', messages: unknown[]) =>
  from.evaluate(async ([to, messages]) => {
    for (const message of messages as unknown[]) (to === 'self' ? window : parent).postMessage(message, '*');
    // Messages are heard in the order in which they were sent, and before this one's answer.
    await new Promise((done) => setTimeout(done));
  }, [to, messages] as const);

async function expectUnmoved(bell: Bell) {
  await bell.page.evaluate(() => new Promise((done) => setTimeout(done)));
  await bell.expectOpen();
  await expect(bell.launcher).toHaveCSS('background-color', 'rgb(11, 93, 78)');
  expect((await bell.panel.locator('iframe').boundingBox())!.height).toBeGreaterThan(300);
  expect((await events(bell.page)).map(([name]) => name)).toEqual(['ready', 'open']);
}

test('the loader hears its own frame, in words that it knows', async ({ page, log }) => {
  const foreign = await serve('<p>Not the help desk');
  try {
    log.allow(foreign.origin);
    await recordEvents(page);
    // From the help site's origin, but not the frame: a file of it, shown as text.
    await storefront(page, { body: `<iframe name="same" src="${HELP}/bell.js"></iframe><iframe name="foreign" src="${foreign.origin}"></iframe>` });
    const bell = new Bell(page);
    await bell.ring();
    await expect(bell.launcher).toHaveCSS('background-color', 'rgb(11, 93, 78)');
    await test.step('the page itself', () => post(page, 'self', ORDERS));
    await test.step('another window of the help site', () => post(page.frame('same')!, 'parent', ORDERS));
    await test.step('another site', () => post(page.frame('foreign')!, 'parent', ORDERS));
    await expectUnmoved(bell);
    await test.step('the frame, in other words', async () => post(await bell.frame(), 'parent', NONSENSE));
    await expectUnmoved(bell);
    await post(await bell.frame(), 'parent', [{ deskbell: 1, type: 'close' }]);
    await bell.expectClosed();
  } finally {
    await foreign.stop();
  }
});

/** Sends from a window to the frame in the panel. */
const send = (from: Page | Frame, messages: unknown[]) =>
  from.evaluate(async (messages) => {
    const host = [...top!.document.documentElement.children].find((element) => element.shadowRoot)!;
    const frame = host.shadowRoot!.querySelector('iframe')!.contentWindow!;
    // The sender is the realm whose postMessage it is.
    for (const message of messages) frame.postMessage(message, '*');
    await new Promise((done) => setTimeout(done));
  }, messages);

test('the frame hears the storefront alone, in words that it knows', async ({ page, log }) => {
  await storefront(page, { body: '<iframe name="advert" srcdoc="<p>Buy!"></iframe>' });
  const bell = new Bell(page);
  await bell.ring();
  await bell.alive();
  await send(page.frame('advert')!, [
    { deskbell: 1, type: 'open', path: 'contact' },
    { deskbell: 1, type: 'hello', options: { colour: 'red' }, context: { theme: 'dark' } },
  ]);
  await send(page, [...NONSENSE.filter((one: any) => one?.type !== 'open'), { deskbell: 1, type: 'hello' }, { type: 'open', path: 'contact' }]);
  const frame = await bell.frame();
  await frame.evaluate(() => new Promise((done) => setTimeout(done)));
  await expect(bell.heading).toHaveText('How can we help?');
  expect(log.told(/colour/)).toEqual([]);
  await send(page, [{ deskbell: 1, type: 'open', path: 'contact' }]);
  await expect(bell.heading).toHaveText('Contact');
});

test('a page that may frame it, but is no storefront of the site, is not answered', async ({ page }) => {
  // frame-ancestors always allows the help site itself.
  await page.route(`${HELP}/made-up`, (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><iframe src="/?site=lindenhof&embed=panel"></iframe>' }),
  );
  await page.goto(`${HELP}/made-up`);
  const inside = page.frameLocator('iframe');
  await expect(inside.getByRole('heading', { level: 1 })).toBeVisible();
  const answers = await page.evaluate(async () => {
    const heard: unknown[] = [];
    addEventListener('message', (event) => heard.push(event.data));
    frames[0].postMessage({ deskbell: 1, type: 'hello', options: {}, context: {} }, '*');
    frames[0].postMessage({ deskbell: 1, type: 'open', path: 'contact' }, '*');
    await new Promise((done) => setTimeout(done, 300));
    return heard;
  });
  expect(answers).toEqual([]);
  await expect(inside.getByRole('heading', { level: 1 })).toHaveText('How can we help?');
  expect(new URL(page.url()).origin).not.toBe(STOREFRONT);
});
