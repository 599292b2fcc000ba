// A frame that does not come never blocks the storefront: the launcher becomes a plain link to the same help site.

import { Bell, call, events, loaded, recordEvents, storefront } from './support/bell.ts';
import { HELP, STOREFRONT } from './support/places.ts';
import { serve } from './support/server.ts';
import { expect, test } from './support/test.ts';

const snippet = (site: string, more = '') => `<script async src="${HELP}/bell.js" data-site="${site}" data-timeout="1500" ${more}></script>`;

test.beforeEach(async ({ page, log }) => {
  await recordEvents(page);
  // The loader greets whatever page is in its frame, and Chromium tells that the greeting found nobody.
  log.expect(/target origin provided/, /warning: deskbell: timeout/);
});

test('a page that is not allowed to embed gets a link', async ({ page, context, log }) => {
  const foreign = await serve(`<!doctype html><html lang="en"><title>Not the shop</title>
    <button id="buy" onclick="this.textContent = 'Bought'">Buy</button>${snippet('lindenhof', 'data-lang="de" data-panel="contact"')}`);
  try {
    log.allow(foreign.origin);
    log.expect(/frame-ancestors/, /^failed: .*ERR_BLOCKED_BY_RESPONSE/);
    const bell = new Bell(page, 'Hilfe');
    await page.goto(foreign.origin);
    await expect(bell.link).toBeVisible();
    await expect(bell.launcher).toHaveCount(0);
    expect(await events(page)).toEqual([['ready', {}], ['error', {}]]);
    expect(log.told(/deskbell: timeout/).length).toBe(1);
    await page.locator('#buy').click();
    await expect(page.locator('#buy')).toHaveText('Bought');
    const [help] = await Promise.all([context.waitForEvent('page'), bell.link.click()]);
    await expect(help).toHaveURL(`${HELP}/contact?site=lindenhof&lang=de`);
    await expect(help.getByRole('heading', { level: 1 })).toHaveText('Kontakt');
    // A help page never holds the shop's window.
    expect(await help.evaluate(() => window.opener)).toBe(null);
    const [other] = await Promise.all([context.waitForEvent('page'), call(page, 'open', 'home')]);
    await expect(other).toHaveURL(/lang=de/);
    await call(page, 'hide');
    await expect(bell.link).toBeHidden();
    await call(page, 'destroy');
    await expect(bell.link).toHaveCount(0);
  } finally {
    await foreign.stop();
  }
});

test('a site that nobody may embed, embeds nowhere', async ({ page, log }) => {
  log.expect(/frame-ancestors/, /^failed: .*ERR_BLOCKED_BY_RESPONSE/);
  await storefront(page, { script: snippet('bare') });
  await expect(new Bell(page).link).toHaveAttribute('href', `${HELP}/?site=bare`);
});

const DEAD = [
  { how: 'refuses', answer: 'abort' },
  { how: 'hangs', answer: 'hang' },
  { how: 'is broken', answer: 'broken' },
];

for (const { how, answer } of DEAD) {
  test(`a help site that ${how} leaves a link, also under who waits for it`, async ({ page, log }) => {
    log.expect(/ERR_CONNECTION_REFUSED/, /status of 502/);
    await page.route(`${HELP}/?*`, (route) => {
      if (answer === 'abort') return route.abort('connectionrefused');
      if (answer === 'broken') return route.fulfill({ status: 502, contentType: 'text/html', body: '<h1>Bad gateway</h1>' });
    });
    await storefront(page, { script: snippet('lindenhof', 'data-preload="none"') });
    const bell = new Bell(page);
    await bell.launcher.focus();
    await page.keyboard.press('Enter');
    await expect(bell.panel).toBeVisible();
    await expect(bell.link).toBeVisible();
    await expect(bell.panel).toBeHidden();
    await expect(bell.link).toBeFocused();
    expect((await events(page)).map(([name]) => name)).toEqual(['ready', 'open', 'close', 'error']);
  });
}

test('Escape ends the waiting', async ({ page }) => {
  await page.route(`${HELP}/?*`, () => {});
  await storefront(page, { snippet: 'data-preload="none"' });
  const bell = new Bell(page);
  await bell.launcher.focus();
  await page.keyboard.press('Enter');
  await expect(bell.panel).toBeFocused();
  await page.keyboard.press('Escape');
  await bell.expectClosed();
  await expect(bell.launcher).toBeFocused();
});

test('without the loader the storefront is whole, and its calls wait', async ({ page, log }) => {
  log.expect(/bell\.js/);
  await page.route('**/bell.js', (route) => route.abort('connectionrefused'));
  await page.goto(`${STOREFRONT}/spa.html`);
  await page.getByRole('link', { name: 'Contact', exact: true }).click();
  await page.getByRole('link', { name: /Basket/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your basket');
  expect(await page.evaluate(() => (window as any).deskbell.q.length)).toBe(1);
});

test('an inline element becomes a link to its panel', async ({ page, log }) => {
  log.expect(/frame-ancestors/, /^failed: .*ERR_BLOCKED_BY_RESPONSE/);
  await storefront(page, { script: snippet('bare'), body: '<desk-bell panel="contact"></desk-bell>' });
  await expect(page.locator('desk-bell').getByRole('link', { name: 'Help' })).toHaveAttribute('href', `${HELP}/contact?site=bare`);
  await loaded(page);
});
