// A site's first facts: who opens the panel before the frame's page is there reads them, and can search, at once.

import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { Bell, call, events, recordEvents, storefront } from './support/bell.ts';
import { HELP } from './support/places.ts';
import { expect, hold, test } from './support/test.ts';

const snippet = (query = '', more = '') => `<script async src="${HELP}/loader.js?site=lindenhof${query}" ${more}></script>`;
/** What the frame loads. */
const FRAME = `${HELP}/?*embed=panel*`;

const card = (page: Page) => page.locator('[role=dialog] > section');

/** A storefront whose frame does not come before it is let. */
async function waiting(page: Page, query = '', more = '', head = '') {
  const come = await hold(page, FRAME);
  await storefront(page, { script: snippet(query, more), head });
  return come;
}

test('the address, the phone and the hours are there before the frame, and give way to it', async ({ page }) => {
  await recordEvents(page);
  const come = await waiting(page);
  const bell = new Bell(page);
  await bell.launcher.click();
  await expect(card(page).locator('address')).toContainText('Naumannstraße 182');
  await expect(card(page).getByRole('link', { name: /^\+49/ })).toHaveAttribute('href', /^tel:\+49/);
  await expect(card(page).getByRole('listitem').first()).toContainText(/Monday.*\d+:\d\d/);
  await expect(card(page).getByRole('heading')).toBeFocused();
  await expect(card(page)).toHaveCSS('background-color', 'rgb(255, 255, 255)');
  come();
  await expect(bell.heading).toBeFocused();
  await expect(card(page)).toHaveCount(0);
  await bell.alive();
  await page.keyboard.press('Escape');
  await bell.expectClosed();
  await bell.ring();
  expect((await events(page)).map(([name]) => name)).toEqual(['ready', 'open', 'close', 'open']);
});

test('what is typed stays when the frame comes, and is searched for there', async ({ page }) => {
  const come = await waiting(page);
  const bell = new Bell(page);
  await bell.launcher.click();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  const field = card(page).getByRole('searchbox');
  // As most come to it.
  await field.click();
  await page.keyboard.type('warr');
  come();
  await expect(bell.heading).toBeAttached();
  // The loader has heard of the frame by now.
  await expect.poll(() => page.evaluate(() => document.documentElement.lastElementChild!.shadowRoot!.querySelector('iframe')!.wait)).toBe(undefined);
  await page.keyboard.type('anty');
  await expect(field).toHaveValue('warranty');
  await page.keyboard.press('Enter');
  await expect(bell.inside.locator('#q')).toHaveValue('warranty');
  await expect(card(page)).toHaveCount(0);
});

test('a search before the frame is there is its first page', async ({ page }) => {
  const come = await waiting(page);
  const bell = new Bell(page);
  await bell.launcher.click();
  await card(page).getByRole('searchbox').fill('warranty');
  await card(page).getByRole('button', { name: 'Find the right person' }).click();
  await expect(card(page)).toHaveAttribute('aria-busy', 'true');
  come();
  await expect(bell.inside.locator('#q')).toHaveValue('warranty');
  await expect(card(page)).toHaveCount(0);
});

test('who opens another page, or has another language set, sees no first facts', async ({ page }) => {
  for (const open of [() => call(page, 'open', 'orders'), () => call(page, 'search', 'fan'), async () => {
    await call(page, 'set', 'lang', 'de');
    await call(page, 'open');
  }]) {
    const come = await waiting(page, '', 'data-preload="none"');
    await expect(new Bell(page).launcher).toBeVisible();
    await open();
    await expect(page.locator('[role=dialog] iframe')).toBeAttached();
    await expect(card(page)).toHaveCount(0);
    come();
  }
});

test('where no frame comes, the facts stay and the launcher is a link', async ({ page, log }) => {
  log.expect(/warning: deskbell: timeout/, /target origin provided/);
  await waiting(page, '', 'data-preload="none" data-timeout="1000"');
  const bell = new Bell(page);
  await bell.launcher.click();
  await expect(bell.link).toBeVisible();
  await expect(card(page).locator('address')).toBeVisible();
  await card(page).getByRole('button', { name: 'Close help' }).click();
  await expect(card(page)).toBeHidden();
});

test('a storefront under a strict policy takes it, and the card closes by Escape', async ({ page }) => {
  const policy = `default-src 'none'; script-src ${HELP}; frame-src ${HELP}; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'`;
  const come = await hold(page, FRAME);
  await storefront(page, { script: snippet(), headers: { 'content-security-policy': policy } });
  const bell = new Bell(page);
  await bell.launcher.click();
  await expect(card(page).locator('address')).toBeVisible();
  await page.keyboard.press('Escape');
  await bell.expectClosed();
  await expect(bell.launcher).toBeFocused();
  come();
});

test('an unknown site has the plain loader, whose frame says so', async ({ page, log }) => {
  log.expect(/deskbell: /, /status of 404/);
  await storefront(page, { script: snippet().replace('lindenhof', 'lindenhoff') });
  const bell = new Bell(page);
  await bell.launcher.click();
  await expect(bell.heading).toContainText(/not found|no help desk|unknown/i);
});

for (const [lang, scheme] of [['en', 'light'], ['en', 'dark'], ['ar', 'dark'], ['zh-CN', 'light']] as const) {
  test(`axe finds nothing in the card, and it fits a small phone: ${lang}, ${scheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme });
    await page.setViewportSize({ width: 320, height: 568 });
    const come = await waiting(page, `&lang=${lang}`, '', `<style>*{all:unset!important;color:red!important}</style>`);
    await page.locator('html > div').getByRole('button').click();
    await expect(card(page)).toHaveAttribute('dir', lang === 'ar' ? 'rtl' : 'ltr');
    const { passes, violations } = await new AxeBuilder({ page }).include([['html > div', 'section']]).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    expect(passes.map(({ id }) => id)).toContain('color-contrast');
    expect(await card(page).evaluate((card) => card.scrollWidth - card.clientWidth)).toBe(0);
    come();
  });
}
