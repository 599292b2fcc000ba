// Guides by need: with the app no answer is a request, and without any script every step is a page.

import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { Bell } from './support/bell.ts';
import { LANGUAGES, STOREFRONT } from './support/places.ts';
import { alive, expect, test } from './support/test.ts';

const MONITOR = '/choose/monitor?lang=en';
const ENDED = `${MONITOR}&use=games&play=fast&desk=usual&wide=no&budget=300&soon=-`;

const question = (page: Page) => page.locator('form[data-live=guide] h2');
const results = (page: Page) => page.locator('[data-results]');
const products = (page: Page) => results(page).locator('ol > li h3');
const next = (page: Page) => page.getByRole('button', { name: 'Next' }).click();

/** What is asked of the help site from now on. */
function asked(page: Page) {
  const paths: string[] = [];
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    // Chromium looks for the icon again at every address.
    if (pathname !== '/icon.svg') paths.push(pathname);
  });
  return paths;
}

async function open(page: Page, path: string) {
  await page.goto(path);
  await alive(page);
  // The other pages of the navigation come ahead.
  await page.waitForLoadState('networkidle');
}

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('from the first page through a guide to the products, and back to an answer', async ({ page }) => {
    await page.goto('/?lang=en');
    await page.getByRole('link', { name: /^What suits you\?/ }).click();
    await page.getByRole('link', { name: /^Find your monitor/ }).click();
    await expect(page.getByText('Question 1 of')).toBeVisible();
    await expect(products(page)).toHaveCount(0);
    await page.getByLabel('Games').check();
    await next(page);
    await expect(page).toHaveURL(`${MONITOR}&use=-&use=games`);
    await expect(products(page)).toHaveCount(5);
    // Who goes on without an answer passes the question over.
    const second = await question(page).textContent();
    await next(page);
    await expect(question(page)).not.toHaveText(second!);
    while (await question(page).count()) await page.getByRole('link', { name: 'Skip this question' }).click();
    await expect(page.getByRole('heading', { name: 'What fits best' })).toBeVisible();
    await page.getByRole('link', { name: 'What will you do at it? Games' }).click();
    await expect(page.getByLabel('Games')).toBeChecked();
    await page.getByLabel('Films and series').check();
    await next(page);
    await expect(page).toHaveURL(/use=games\.film|use=games&use=film/);
    await expect(page.getByRole('link', { name: 'Games, Films and series' })).toBeVisible();
    await page.getByRole('link', { name: 'Start again' }).click();
    await expect(page).toHaveURL(MONITOR);
  });
});

test('an answer shows what fits at once, without a request', async ({ page }) => {
  await open(page, MONITOR);
  const paths = asked(page);
  await page.getByLabel('Games').check();
  await expect(products(page)).toHaveCount(5);
  const games = await products(page).allInnerTexts();
  await page.getByLabel('Games').uncheck();
  await page.getByLabel('Photos and design').check();
  await expect(products(page)).not.toHaveText(games);
  await expect(page, 'it is not given yet').toHaveURL(MONITOR);
  await next(page);
  await expect(page).toHaveURL(`${MONITOR}&use=photo`);
  await expect(question(page), 'what comes next is read out').toBeFocused();
  await page.getByRole('link', { name: 'I don’t know' }).click();
  await expect(page).toHaveURL(/use=photo&[a-z]+=unsure$/);
  expect(paths).toEqual([]);
});

test('the way back goes from answer to answer', async ({ page }) => {
  await open(page, MONITOR);
  const first = await question(page).innerText();
  await page.getByLabel('Games').check();
  await next(page);
  const second = await question(page).innerText();
  await page.getByRole('link', { name: 'Skip this question' }).click();
  await expect(question(page)).not.toHaveText(second);
  await page.goBack();
  await expect(question(page)).toHaveText(second);
  await page.goBack();
  await expect(question(page)).toHaveText(first);
  await expect(page.getByLabel('Games')).not.toBeChecked();
  await expect(products(page)).toHaveCount(0);
  await page.goForward();
  await expect(question(page)).toHaveText(second);
  await page.reload();
  await expect(question(page)).toHaveText(second);
});

test('the address of a result opens the same for a friend', async ({ page, browser }) => {
  await open(page, MONITOR);
  await page.getByLabel('Games').check();
  await next(page);
  while (await question(page).count()) await page.getByRole('link', { name: 'Skip this question' }).click();
  const mine = await results(page).innerText();
  const friend = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await friend.goto(page.url());
  expect(await results(friend).innerText()).toBe(mine);
  await friend.context().close();
});

test('a better product is an answer away', async ({ page }) => {
  await open(page, `${MONITOR}&use=photo&budget=150`);
  const better = page.locator('section.card', { hasText: 'What a better one would take' });
  const name = /⁨(.+) \(/.exec(await better.innerText())![1];
  await better.getByRole('link').first().click();
  await expect(products(page).first()).toHaveText(name);
});

test('by keyboard alone', async ({ page }) => {
  await open(page, `${MONITOR}&use=games`);
  const radios = page.locator('form[data-live=guide] input[type=radio]');
  await radios.first().focus();
  await page.keyboard.press('ArrowDown');
  await expect(radios.nth(1)).toBeChecked();
  await expect(page, 'an arrow is no answer yet').toHaveURL(`${MONITOR}&use=games`);
  const before = await question(page).innerText();
  await page.keyboard.press('Enter');
  await expect(question(page)).not.toHaveText(before);
  await expect(question(page)).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.locator('form[data-live=guide] input:focus')).toHaveCount(1);
});

test('who goes on without an answer passes the question over', async ({ page }) => {
  await open(page, `${MONITOR}&use=games`);
  const before = await question(page).innerText();
  await next(page);
  await expect(question(page)).not.toHaveText(before);
  await expect(page).toHaveURL(`${MONITOR}&use=games&play=-`);
  // It can still be answered.
  await page.getByRole('link', { name: `${before} Skipped` }).click();
  await expect(question(page)).toHaveText(before);
});

test('another language keeps the answers', async ({ page }) => {
  await open(page, MONITOR);
  await page.getByLabel('Games').check();
  await next(page);
  await page.getByLabel('Language').selectOption('de');
  await page.getByRole('button', { name: 'Change' }).click();
  await expect(page).toHaveURL('/choose/monitor?use=games&lang=de');
  await expect(page.getByRole('link', { name: 'Spiele' })).toBeVisible();
});

test('in the panel, where the result has a link to be passed on', async ({ page }) => {
  await page.goto(`${STOREFRONT}/index.html`);
  const bell = new Bell(page);
  await bell.ring();
  await bell.alive();
  const frame = page.frameLocator('iframe');
  await frame.getByRole('link', { name: /^What suits you\?/ }).click();
  await frame.getByRole('link', { name: /^Find your monitor/ }).click();
  await frame.getByRole('link', { name: 'I don’t know' }).click();
  while (await frame.locator('form[data-live=guide]').count()) {
    await frame.getByRole('link', { name: 'Skip this question' }).click();
  }
  const link = await frame.getByRole('link', { name: 'Link to this page' }).getAttribute('href');
  expect(link).toMatch(/^\/choose\/monitor\?.*use=unsure/);
  expect(link).not.toContain('embed');
  await expect(frame.getByRole('link', { name: 'See it in the shop' }).first()).toHaveAttribute('target', '_top');
});

for (const lang of LANGUAGES) {
  test(`accessible in ${lang}, on a phone and in the dark`, async ({ page }) => {
    for (const path of ['/choose', '/choose/monitor', '/choose/monitor?use=games', ENDED.replace('lang=en', 'x=')]) {
      await page.setViewportSize({ width: 320, height: 640 });
      await page.goto(`${path}${path.includes('?') ? '&' : '?'}lang=${lang}`);
      await alive(page);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        const { violations } = await new AxeBuilder({ page })
          .options({ runOnly: ['best-practice', 'wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })
          .setLegacyMode(true)
          .analyze();
        const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target, failureSummary }) => `${target} ${failureSummary}`).join(' | ')}`);
        expect.soft(found, `${path} ${colorScheme}`).toEqual([]);
      }
      const [needed, given] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
      expect.soft(needed, `${path}: width`).toBeLessThanOrEqual(given);
    }
  });
}
