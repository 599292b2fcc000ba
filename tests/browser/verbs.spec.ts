// What a storefront's own scripts can do, and what they are told.

import { Bell, call, events, loaded, recordEvents, storefront } from './support/bell.ts';
import { HELP } from './support/places.ts';
import { expect, test } from './support/test.ts';

const STUB = '<script>window.deskbell = window.deskbell || function () { (deskbell.q = deskbell.q || []).push(arguments); };</script>';

test.beforeEach(({ page }) => recordEvents(page));

test('calls made before the loader came are made then, in their order', async ({ page }) => {
  await storefront(page, {
    head: `${STUB}<script>deskbell('on', 'open', () => { window.heard = true; }); deskbell('hide'); deskbell('open', 'contact');</script>`,
  });
  const bell = new Bell(page);
  await expect(bell.heading).toHaveText('Contact');
  await expect(bell.heading).toBeFocused();
  await expect(bell.launcher).toBeHidden();
  expect(await page.evaluate(() => (window as any).heard)).toBe(true);
  expect(await events(page)).toEqual([['open', {}], ['ready', {}]]);
});

test('open, close and toggle, each told once', async ({ page }) => {
  await storefront(page);
  const bell = new Bell(page);
  await loaded(page);
  for (const [verb, open] of [
    ['open', true], ['open', true], ['close', false], ['close', false], ['toggle', true], ['toggle', false],
  ] as const) {
    await call(page, verb);
    await (open ? bell.expectOpen() : bell.expectClosed());
  }
  expect((await events(page)).map(([name]) => name)).toEqual(['ready', 'open', 'close', 'open', 'close']);
});

test('open goes to the panel named: first, again, and once the app is alive', async ({ page }) => {
  await storefront(page, { snippet: 'data-preload="none"' });
  const bell = new Bell(page);
  await loaded(page);
  for (const [panel, heading] of [['contact', 'Contact'], ['home', 'How can we help?'], ['contact', 'Contact']]) {
    await call(page, 'open', panel);
    await expect(bell.heading).toHaveText(heading);
    await expect(bell.heading).toBeFocused();
    await bell.alive();
  }
  // The last two did not load a page.
  const frame = await bell.frame();
  await frame.evaluate(() => Object.assign(window, { first: true }));
  await call(page, 'open', 'home');
  await expect(bell.heading).toHaveText('How can we help?');
  expect(await frame.evaluate(() => 'first' in window)).toBe(true);
});

test('the snippet says which panel is first, and that there is no launcher', async ({ page }) => {
  await storefront(page, { snippet: 'data-panel="contact" data-launcher="none"' });
  const bell = new Bell(page);
  await loaded(page);
  await expect(bell.launcher).toBeHidden();
  await call(page, 'open');
  await expect(bell.heading).toHaveText('Contact');
  await page.keyboard.press('Escape');
  await expect(bell.panel).toBeHidden();
  await call(page, 'show');
  await bell.expectClosed();
  await call(page, 'hide');
  await expect(bell.launcher).toBeHidden();
});

test('search opens with the answer, and a shopper’s own search is told', async ({ page }) => {
  await storefront(page);
  const bell = new Bell(page);
  await loaded(page);
  await call(page, 'search', 'broken fan & 50% off?');
  await expect(bell.inside.getByRole('searchbox')).toHaveValue('broken fan & 50% off?');
  await expect(bell.inside.locator('.person').first()).toContainText('Samira Haddad');
  await bell.alive();
  await bell.inside.getByRole('searchbox').fill('invoice');
  await bell.inside.getByRole('searchbox').press('Enter');
  await expect.poll(() => events(page)).toContainEqual(['search', { text: 'invoice' }]);
  await bell.inside.getByRole('link', { name: 'Custom PCs' }).click();
  await expect.poll(() => events(page)).toContainEqual(['search', { text: 'Custom PCs' }]);
});

test('an order’s number stands in no URL', async ({ page }) => {
  const urls: string[] = [];
  page.on('request', (request) => urls.push(request.url()));
  await storefront(page);
  const bell = new Bell(page);
  await loaded(page);
  await call(page, 'order', { number: 'LC-2041' });
  await expect(bell.heading).toBeFocused();
  await expect(bell.heading).toHaveText('My order');
  expect(urls.filter((url) => url.includes('2041'))).toEqual([]);
});

test('who the shopper is, and what they look at, is told to the frame, once', async ({ page }) => {
  await storefront(page);
  const bell = new Bell(page);
  await bell.ring();
  await bell.alive();
  const frame = await bell.frame();
  await frame.evaluate(() => {
    const told: unknown[] = ((window as any).told = []);
    for (const name of ['identify', 'logout', 'set']) {
      addEventListener(`deskbell:${name}`, (event) => told.push([name, (event as CustomEvent).detail]));
    }
  });
  await call(page, 'identify', { token: 'signed' });
  await call(page, 'set', 'product', { sku: 'S2725QC', price: 349.99 });
  await call(page, 'set', 'product', { sku: 'S2725QC', price: 349.99 });
  await call(page, 'logout');
  await expect.poll(() => frame.evaluate(() => (window as any).told.length)).toBe(3);
  expect(await frame.evaluate(() => (window as any).told)).toEqual([
    ['identify', { token: 'signed' }],
    ['set', { name: 'product', value: { sku: 'S2725QC', price: 349.99 } }],
    ['logout', null],
  ]);
});

test('what the shop says while the panel loads, and the way back in it, are no reason to give it up', async ({ page }) => {
  await page.addInitScript(() => {
    if (parent === window) {
      (window as any).ready = 0;
      addEventListener('message', ({ data }) => data?.type === 'ready' && (window as any).ready++);
    } else {
      // The frame is not loaded before this picture is; the bridge in it has run by then.
      addEventListener('DOMContentLoaded', () => document.body.append(Object.assign(new Image(), { src: '/icon.svg?slow' })));
    }
  });
  const ready = () => page.evaluate(() => (window as any).ready);
  await page.route(/icon\.svg\?slow/, async (route) => {
    await call(page, 'set', 'product', { sku: 'S2725QC' });
    await expect.poll(ready).toBe(1);
    await route.continue();
  });
  await storefront(page);
  await expect.poll(ready, 'answered again, once the loader waits for it').toBe(2);
  const bell = new Bell(page);
  await bell.ring();
  await bell.alive();
  await bell.inside.getByRole('navigation').getByRole('link', { name: 'Contact' }).click();
  await expect(bell.heading).toHaveText('Contact');
  await (await bell.frame()).evaluate(() => history.back());
  await expect(bell.heading).toHaveText('How can we help?');
  await expect.poll(ready, 'and for a load that Chromium makes of the way back').toBe(3);
  await bell.expectOpen();
});

test('language and theme change with the shop', async ({ page }) => {
  await storefront(page, { snippet: 'data-theme="light"' });
  const bell = new Bell(page);
  await bell.ring();
  await expect(bell.inside.locator('html')).toHaveAttribute('data-theme', 'light');
  await call(page, 'set', 'theme', 'dark');
  await expect(bell.inside.locator('html')).toHaveAttribute('data-theme', 'dark');
  await call(page, 'set', 'lang', 'de');
  const german = new Bell(page, 'Hilfe');
  await expect(german.launcher).toBeVisible();
  await expect(german.panel).toBeVisible();
  await expect(german.heading).toHaveText('Wie können wir Ihnen helfen?');
  await expect(german.inside.locator('html')).toHaveAttribute('data-theme', 'dark');
});

test('on, once and off', async ({ page }) => {
  await storefront(page);
  await loaded(page);
  const heard = await page.evaluate(() => {
    const deskbell = (window as any).deskbell;
    const heard: string[] = [];
    const always = (event: CustomEvent) => heard.push(`always ${event.type} ${JSON.stringify(event.detail)}`);
    deskbell('on', 'open', always);
    deskbell('once', 'open', () => heard.push('once'));
    deskbell('open');
    deskbell('close');
    deskbell('open');
    deskbell('off', 'open', always);
    deskbell('close');
    deskbell('open');
    return heard;
  });
  expect(heard).toEqual(['always deskbell:open {}', 'once', 'always deskbell:open {}']);
});

test('the types tell of every verb there is, and of no other', async ({ page, request, log }) => {
  await storefront(page);
  await loaded(page);
  await call(page, 'openn', 'contact');
  const [warning] = log.told(/^warning: deskbell: .*destroy/);
  const known = warning.match(/use ([\w,]+)/)![1].split(',').sort();
  const types = await (await request.get(`${HELP}/bell.d.ts`)).text();
  const typed = [...types.matchAll(/^ {2}\(verb: ((?:'\w+'(?: \| )?)+)/gm)].flatMap(([, verbs]) => verbs.replace(/'/g, '').split(' | '));
  expect([...new Set(typed)].sort()).toEqual(known);
});
