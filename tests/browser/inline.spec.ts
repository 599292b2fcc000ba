// <desk-bell>: a page of the help site inside the storefront's own page, at its own height.

import type { Page } from '@playwright/test';
import { Bell, loaded, storefront } from './support/bell.ts';
import { HELP, STOREFRONT } from './support/places.ts';
import { expect, hold, test } from './support/test.ts';

const inside = (page: Page) => page.locator('desk-bell iframe').contentFrame();
const height = (page: Page) => page.locator('desk-bell iframe').evaluate((element) => element.getBoundingClientRect().height);
const inner = async (page: Page) => (await (await page.locator('desk-bell iframe').elementHandle())!.contentFrame())!;

/** The element is as high as what is in it, and nothing in it scrolls. */
async function expectOwnHeight(page: Page) {
  const frame = await inner(page);
  await expect
    .poll(async () => (await height(page)) - (await frame.evaluate(() => Math.ceil(document.documentElement.getBoundingClientRect().height))))
    .toBe(0);
  const [needed, given] = await frame.evaluate(() => [document.documentElement.scrollHeight, innerHeight]);
  expect(needed).toBeLessThanOrEqual(given);
}

test('the contact block stands in the storefront without a click', async ({ page }) => {
  await page.goto(`${STOREFRONT}/inline.html`);
  await expect(inside(page).getByText('Naumannstraße 182', { exact: true })).toBeVisible();
  await expectOwnHeight(page);
  expect(await height(page)).toBeGreaterThan(1000);
  // The storefront has its own heading, footer and navigation.
  await expect(inside(page).getByRole('navigation')).toHaveCount(0);
  await expect(inside(page).getByRole('contentinfo')).toHaveCount(0);
  await new Bell(page).ring();
});

test('it grows and shrinks with its content', async ({ page }) => {
  await page.goto(`${STOREFRONT}/inline.html`);
  await expectOwnHeight(page);
  const before = await height(page);
  const frame = await inner(page);
  await frame.evaluate(() => {
    const more = document.createElement('p');
    more.id = 'more';
    more.append(...Array.from({ length: 40 }, () => document.createElement('br')));
    document.querySelector('main')!.append(more);
  });
  await expect.poll(() => height(page)).toBeGreaterThan(before + 300);
  await expectOwnHeight(page);
  await frame.evaluate(() => document.querySelector('#more')!.remove());
  await expect.poll(() => height(page)).toBe(before);
  await page.setViewportSize({ width: 320, height: 800 });
  await expect.poll(() => height(page)).toBeGreaterThan(before + 100);
  await expectOwnHeight(page);
});

test('the page scrolls on where the wheel is over it', async ({ page }) => {
  await page.goto(`${STOREFRONT}/inline.html`);
  await expectOwnHeight(page);
  await page.locator('desk-bell').scrollIntoViewIfNeeded();
  const before = await page.evaluate(() => scrollY);
  await page.mouse.move(640, 500);
  await page.mouse.wheel(0, 400);
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(before + 100);
});

test('its app comes only when somebody is about to use it', async ({ page }) => {
  const apps: string[] = [];
  page.on('request', (request) => /\/app/.test(request.url()) && apps.push(request.url()));
  await page.goto(`${STOREFRONT}/inline.html`);
  await expectOwnHeight(page);
  await page.waitForLoadState('networkidle');
  expect(apps).toEqual([]);
  await inside(page).getByRole('heading', { name: 'Opening hours' }).hover();
  await expect(inside(page).locator('html')).toHaveAttribute('data-live', '');
  await expectOwnHeight(page);
});

test('a shopper quicker than its script is answered too', async ({ page }) => {
  const come = await hold(page, '**/assets/frame.*');
  // The page has loaded only when its frame has.
  const loaded = storefront(page, { body: '<desk-bell></desk-bell>' });
  await inside(page).getByRole('searchbox').pressSequentially('invoice');
  come();
  await loaded;
  await expect(inside(page).getByRole('status')).toContainText('invoice');
  await expect(inside(page).getByRole('searchbox')).toHaveValue('invoice');
});

test('below the fold it waits', async ({ page }) => {
  const pages: string[] = [];
  page.on('request', (request) => request.url().includes('embed=inline') && pages.push(request.url()));
  await storefront(page, { body: '<div style="height:20000px"></div><desk-bell panel="contact"></desk-bell>' });
  await loaded(page);
  await page.waitForLoadState('networkidle');
  expect(pages).toEqual([]);
  await page.locator('desk-bell').scrollIntoViewIfNeeded();
  await expect(inside(page).getByRole('heading', { name: 'Opening hours' })).toBeVisible();
  await expectOwnHeight(page);
});

test('what the element says comes first', async ({ page }) => {
  await storefront(page, { snippet: 'data-lang="de" data-theme="dark"', body: '<desk-bell panel="contact" lang="fr" theme="light"></desk-bell>' });
  await expect(inside(page).locator('html')).toHaveAttribute('lang', 'fr');
  await expect(inside(page).locator('html')).toHaveAttribute('data-theme', 'light');
});

test('it may come late, move, and stand more than once', async ({ page }) => {
  await storefront(page);
  await loaded(page);
  await page.evaluate(() => {
    for (const panel of ['contact', 'home']) {
      const element = document.createElement('desk-bell');
      element.setAttribute('panel', panel);
      document.body.append(element);
    }
  });
  const [contact, home] = [page.locator('desk-bell[panel=contact] iframe'), page.locator('desk-bell[panel=home] iframe')];
  await expect(contact.contentFrame().getByRole('heading', { name: 'Opening hours' })).toBeVisible();
  await expect(home.contentFrame().getByRole('searchbox')).toBeVisible();
  await page.evaluate(() => document.body.prepend(document.querySelector('[panel=home]')!));
  await expect(home.contentFrame().getByRole('searchbox')).toBeVisible();
  await expect(page.locator('desk-bell iframe')).toHaveCount(2);
  // One that has gone is told nothing more, and harms nothing.
  await page.evaluate(() => {
    const gone = document.querySelector('[panel=home]')!;
    gone.remove();
    (window as any).deskbell('set', 'basket', 3);
    document.body.prepend(gone);
  });
  await expect(home.contentFrame().getByRole('searchbox')).toBeVisible();
  const heights = [await contact.boundingBox(), await home.boundingBox()].map((box) => box!.height);
  expect(heights[0]).not.toBe(heights[1]);
  // A finder inside an inline element finds inside it.
  await home.contentFrame().getByRole('searchbox').fill('invoice');
  await expect(home.contentFrame().getByRole('status')).toContainText('invoice');
});

test('an unknown panel says so, there and in the console', async ({ page, log }) => {
  log.expect(/status of 404/);
  await storefront(page, { body: '<desk-bell panel="kontakt"></desk-bell>' });
  await expect(inside(page).getByText('The shop does not offer this here.')).toBeVisible();
  await expect.poll(() => log.told(/^warning: deskbell: .*home.*contact/).length).toBe(1);
  await expect(inside(page).locator(`a[href^="/contact"]`)).toBeVisible();
  expect(await inside(page).locator('html').evaluate(() => location.origin)).toBe(HELP);
});
