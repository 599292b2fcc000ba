// The help desk outlives a page that swaps its content, and is gone whole when it is told to go.

import type { Page } from '@playwright/test';
import { Bell, call, loaded, storefront } from './support/bell.ts';
import { HELP, STOREFRONT } from './support/places.ts';
import { expect, test } from './support/test.ts';

test('it stays, as it was left, while a single-page application replaces its body', async ({ page }) => {
  await page.goto(`${STOREFRONT}/spa.html`);
  const bell = new Bell(page);
  await bell.ring();
  await bell.alive();
  await bell.inside.getByRole('searchbox').fill('invoice');
  await page.getByRole('link', { name: /Basket/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Your basket' })).toBeVisible();
  await bell.expectOpen();
  await expect(bell.inside.getByRole('searchbox')).toHaveValue('invoice');
  await page.goBack();
  await expect(page.getByRole('heading', { level: 1, name: 'In stock today' })).toBeVisible();
  await page.getByRole('link', { name: 'Contact', exact: true }).click();
  await expect(bell.heading).toHaveText('Contact');
});

test('it comes back when a script empties the document', async ({ page }) => {
  await storefront(page);
  await loaded(page);
  await page.evaluate(() => {
    const body = document.createElement('body');
    body.append('Next page');
    document.documentElement.replaceChildren(document.head, body);
  });
  await new Bell(page).ring();
});

/** What listens on the page, by name, with how often. */
async function listeners(page: Page) {
  const session = await page.context().newCDPSession(page);
  const names: string[] = [];
  for (const expression of ['window', 'document', 'document.documentElement', 'document.body', 'visualViewport']) {
    const { result } = await session.send('Runtime.evaluate', { expression });
    const found = await session.send('DOMDebugger.getEventListeners', { objectId: result.objectId! });
    names.push(...found.listeners.map((listener) => `${expression} ${listener.type}`).filter((name) => !name.includes('__playwright')));
  }
  await session.detach();
  return names.sort();
}

const BODY = '<desk-bell panel="contact"></desk-bell>';

test('destroy leaves nothing', async ({ page, context }) => {
  const empty = await context.newPage();
  await storefront(empty, { script: '', body: BODY });
  // Playwright listens too, once it has looked at a page.
  await empty.waitForFunction(() => true);
  await storefront(page, { body: BODY });
  await loaded(page);
  await new Bell(page).ring();
  await page.evaluate(() => {
    (window as any).heard = [];
    for (const event of ['open', 'close', 'search']) (window as any).deskbell('on', event, () => (window as any).heard.push(event));
  });
  expect((await listeners(page)).length).toBeGreaterThan((await listeners(empty)).length);
  await call(page, 'destroy');
  expect(await page.evaluate(() => document.documentElement.outerHTML.replace(/<script.*?<\/script>/, ''))).toBe(
    await empty.evaluate(() => document.documentElement.outerHTML),
  );
  expect(await page.evaluate(() => [typeof (window as any).deskbell, frames.length, document.querySelector('desk-bell')!.shadowRoot?.childElementCount])).toEqual(['undefined', 0, 0]);
  expect(await listeners(page)).toEqual(await listeners(empty));
  // The closing was told, as the last thing; what comes now is heard by nobody.
  await page.evaluate(() => {
    for (const event of ['open', 'search', 'set']) dispatchEvent(new CustomEvent(`deskbell:${event}`));
    document.documentElement.append(document.createElement('p'));
    visualViewport!.dispatchEvent(new Event('resize'));
  });
  expect(await page.evaluate(() => (window as any).heard)).toEqual(['close']);
  await expect(page.locator('html > div')).toHaveCount(0);
});

test('destroy gives the focus back', async ({ page }) => {
  await storefront(page);
  await loaded(page);
  await page.locator('#buy').focus();
  await call(page, 'open');
  await expect(new Bell(page).heading).toBeFocused();
  await call(page, 'destroy');
  await expect(page.locator('#buy')).toBeFocused();
});

test('after destroy a new snippet starts afresh', async ({ page }) => {
  await storefront(page, { body: BODY });
  await loaded(page);
  for (let turn = 0; turn < 2; turn++) {
    await call(page, 'destroy');
    await page.evaluate((help) => {
      const script = Object.assign(document.createElement('script'), { src: `${help}/bell.js` });
      script.dataset.site = 'lindenhof';
      document.head.append(script);
    }, HELP);
    await loaded(page);
    await new Bell(page).ring();
    await expect(page.locator('desk-bell iframe').contentFrame().getByRole('heading', { name: 'Opening hours' })).toBeVisible();
  }
});
