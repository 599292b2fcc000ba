// What is known: found as one types, by the form alone, by keyboard; and what helped is said.

import type { Page } from '@playwright/test';
import { alive, expect, hold, test } from './support/test.ts';

const field = (page: Page) => page.getByRole('searchbox', { name: 'What would you like to know?' });
const results = (page: Page) => page.locator('.hits > li');
const heading = (page: Page) => page.locator('h2.found');

async function open(page: Page, path: string) {
  await page.goto(path);
  await alive(page);
  await page.evaluate(() => Object.assign(window, { first: true }));
}

const isFirst = (page: Page) => page.evaluate(() => 'first' in window);

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('a question is a form, its answer a page, and what helped is said by a form', async ({ page }) => {
    await page.goto('/ask?lang=en');
    await expect(heading(page)).toHaveText('What most people want to know');
    await field(page).fill('how do i send it back');
    await page.getByRole('button', { name: 'Search' }).click();
    await expect(page).toHaveURL('/ask?lang=en&q=how+do+i+send+it+back');
    await expect(heading(page)).toHaveText('Answers to “how do i send it back”');
    await results(page).first().getByRole('link').click();
    await expect(page.locator('article p').first()).toBeVisible();
    await page.getByRole('button', { name: 'Yes' }).click();
    await expect(page.getByRole('status')).toHaveText(/^Thank you/);
    await page.getByRole('link', { name: 'Back to the answers to “how do i send it back”' }).click();
    await expect(heading(page)).toBeVisible();
  });

  test('where nothing fits, the community is asked and the next search says what was tried', async ({ page }) => {
    await page.goto('/ask?lang=en&q=recipe+for+apple+pie');
    await expect(heading(page)).toHaveText('Nothing we have fits “recipe for apple pie”');
    await expect(page.getByRole('link', { name: /^Ask the community/ })).toHaveAttribute('href', /^\/ask\/new\?.*q=recipe/);
    await field(page).fill('return');
    await page.getByRole('button', { name: 'Search' }).click();
    expect(new URL(page.url()).searchParams.get('before')).toBe('recipe for apple pie');
  });
});

test('is found while one types, in place, under an address that can be shared', async ({ page, context }) => {
  await open(page, '/ask?lang=en');
  await field(page).pressSequentially('how long is the warranty', { delay: 20 });
  await expect(heading(page)).toHaveText('Answers to “how long is the warranty”');
  await expect(results(page).first()).toContainText('How long is the warranty?');
  await expect(field(page)).toBeFocused();
  await expect(field(page)).toHaveValue('how long is the warranty');
  expect(new URL(page.url()).searchParams.get('q')).toBe('how long is the warranty');
  expect(await isFirst(page)).toBe(true);
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(heading(other)).toHaveText('Answers to “how long is the warranty”');
});

test('what is typed while an answer is on its way is searched for after it', async ({ page }) => {
  await open(page, '/ask?lang=en');
  const come = await hold(page, '**/api/ask?**');
  const asked = page.waitForRequest((request) => request.url().includes('/api/ask?') && request.url().includes('q='));
  await field(page).pressSequentially('warranty');
  await asked;
  await field(page).fill('invoice');
  come();
  await expect(heading(page)).toHaveText('Answers to “invoice”');
  await expect(field(page)).toHaveValue('invoice');
});

test('the key searches, a hit opens in place, and back leads to the search', async ({ page }) => {
  await open(page, '/ask?lang=en');
  await field(page).fill('dead pixels');
  await field(page).press('Enter');
  await expect(heading(page)).toHaveText('Answers to “dead pixels”');
  const first = results(page).first().getByRole('link');
  const title = await first.textContent();
  await first.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(title!);
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await page.goBack();
  await expect(heading(page)).toHaveText('Answers to “dead pixels”');
  await expect(field(page)).toHaveValue('dead pixels');
  expect(await isFirst(page)).toBe(true);
});

test('what helped is said in place, and the search stays', async ({ page }) => {
  await open(page, '/ask?lang=en&q=invoice');
  const first = results(page).first();
  await first.getByRole('button', { name: 'Yes' }).press('Enter');
  await expect(first.getByRole('status')).toHaveText(/^Thank you/);
  await expect(first.getByRole('status'), 'where its button was').toBeFocused();
  await expect(heading(page)).toHaveText('Answers to “invoice”');
  await expect(page).toHaveURL('/ask?lang=en&q=invoice');
  expect(await isFirst(page)).toBe(true);
});

test('a search that fails says so, keeps what was typed, and can be tried again', async ({ page, log }) => {
  log.expect(/Failed to load resource|failed: .*\/api\/ask/);
  await open(page, '/ask?lang=en');
  await page.route('**/api/ask?**', (route) => route.abort());
  await field(page).fill('warranty');
  await expect(page.getByRole('alert')).toContainText('did not load');
  await expect(field(page)).toHaveValue('warranty');
  await page.unroute('**/api/ask?**');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(heading(page)).toHaveText('Answers to “warranty”');
});

for (const path of ['/', '/ask'] as const) {
  test(`no letter is lost that is typed while the app takes ${path} over`, async ({ page }) => {
    const words = 'my monitor flickers when i play games at night, and it did so yesterday';
    const come = await hold(page, '**/*.wasm');
    await page.goto(`${path}?lang=en`);
    const field = page.getByRole('searchbox');
    await field.focus();
    const session = await page.context().newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    come();
    await page.keyboard.type(words, { delay: 30 });
    await expect(page.locator('html')).toHaveAttribute('data-live', '');
    await expect(field).toHaveValue(words);
  });
}

test('what was typed before the app was there is searched for', async ({ page }) => {
  const come = await hold(page, '**/*.wasm');
  await page.goto('/ask?lang=en');
  await field(page).pressSequentially('invoice');
  come();
  await expect(heading(page)).toHaveText('Answers to “invoice”');
});
