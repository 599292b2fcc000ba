// Questions and answers: with the app and without, by keyboard, with nothing lost and nothing told to the wrong reader.

import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { stranger } from './support/orders.ts';
import { alive, expect, test } from './support/test.ts';

// How often one address may write is limited: tests share none.
test.use({ extraHTTPHeaders: stranger() });

const heading = (page: Page) => page.getByRole('heading', { level: 1 });
const title = (page: Page) => page.getByLabel('Your question in one sentence');
const text = (page: Page) => page.getByLabel('More about it');
const send = (page: Page) => page.getByRole('button', { name: 'Ask', exact: true });
const answer = (page: Page) => page.getByRole('textbox', { name: 'Your answer', exact: true });

/** A title that no other question has. */
const unique = (words: string) => `${words} ${Math.random().toString(36).replace(/[^a-z]+/g, '')}?`;

async function open(page: Page, path = '/ask/new?lang=en') {
  await page.goto(path);
  await alive(page);
}

async function ask(page: Page, words: string) {
  await title(page).fill(words);
  await text(page).fill('It has **two** plugs.');
  await send(page).click();
  await expect(heading(page)).toHaveText(words);
}

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('a question is asked, answered, settled and closed', async ({ page }) => {
    const words = unique('Which cable is plain');
    await page.goto('/ask/new?lang=en');
    await ask(page, words);
    await expect(page).toHaveURL(/\/ask\/[a-z]+\.\d+\?lang=en/);
    await expect(page.locator('.said b')).toHaveText('two');
    await answer(page).fill('> It has two\n\nThe *long* one.');
    await page.getByRole('button', { name: 'Answer', exact: true }).click();
    await expect(page).toHaveURL(/#p\d+$/);
    await expect(page.locator('.said blockquote')).toHaveText('It has two');
    await page.getByRole('button', { name: 'It solved my question' }).click();
    await expect(page.getByText('This solved it')).toBeVisible();
    await page.getByRole('link', { name: 'Quote' }).first().click();
    await expect(answer(page)).toHaveValue(/^> /);
    await page.getByRole('button', { name: 'Close the question' }).click();
    await expect(page.getByText('it takes no more answers')).toBeVisible();
  });

  test('what looks private is asked about, and goes to staff alone', async ({ page, browser }) => {
    await page.goto('/ask/new?lang=en');
    await title(page).fill('Which adapter do I need?');
    await text(page).fill('Write to canary-9@example.com');
    await send(page).click();
    await expect(page.getByText('an e-mail address')).toBeVisible();
    await expect(text(page)).toHaveValue('Write to canary-9@example.com');
    await expect(page.getByLabel('Ask our staff privately')).toBeChecked();
    await send(page).click();
    await expect(page.getByText('Only you and our staff see this')).toBeVisible();
    const stranger = await browser.newPage();
    const answer = await stranger.goto(page.url());
    expect(answer?.status()).toBe(404);
    await stranger.close();
  });
});

test('the app asks in place, and keeps what is typed until it is sent', async ({ page }) => {
  await open(page);
  await page.evaluate(() => Object.assign(window, { first: true }));
  const words = unique('Does the app keep this');
  await title(page).fill(words);
  await text(page).fill('A draft.');
  const name = page.getByLabel('Your name, as others see it (optional)');
  const staff = page.getByLabel('Ask our staff privately');
  await name.fill('Ada');
  await staff.check();
  await page.reload();
  await alive(page);
  await expect(title(page)).toHaveValue(words);
  await expect(text(page)).toHaveValue('A draft.');
  await expect(name).toHaveValue('Ada');
  await expect(staff, 'what was meant for staff alone is not asked in public').toBeChecked();
  await staff.uncheck();
  await page.reload();
  await alive(page);
  await expect(staff).not.toBeChecked();
  await page.evaluate(() => Object.assign(window, { first: true }));
  await send(page).click();
  await expect(heading(page)).toHaveText(words);
  await expect(heading(page)).toBeFocused();
  await expect(page).toHaveURL(/\/ask\/[a-z]+\.\d+~does-the-app-keep-this/);
  expect(await page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.startsWith('/ask')))).toEqual([]);
  expect(await page.evaluate(() => document.cookie)).toBe('');

  await answer(page).fill('In place.');
  await page.getByRole('button', { name: 'Answer', exact: true }).click();
  await expect(page.locator('.said', { hasText: 'In place.' })).toBeVisible();
  await expect(answer(page)).toHaveValue('');
  await page.getByRole('link', { name: 'Quote' }).last().click();
  await expect(answer(page)).toBeFocused();
  await expect(answer(page)).toHaveValue('> In place.\n\n');
  expect(await page.evaluate(() => 'first' in window)).toBe(true);
  await page.goBack();
  await expect(title(page)).toBeVisible();
});

test.describe('what looks private', () => {
  const mail = 'canary-7@example.com';
  /** What leaves the page with a text, as bodies. */
  const sent = (page: Page) => {
    const bodies: string[] = [];
    page.on('request', (request) => request.method() === 'POST' && bodies.push(request.postData() ?? ''));
    return bodies;
  };
  const told = (page: Page) => page.waitForResponse(/\/ask\/sheet\.txt/).then((response) => response.finished());

  test('is asked about before it leaves the browser', async ({ page }) => {
    await open(page);
    const loaded = told(page);
    const bodies = sent(page);
    const words = unique('Who may read this');
    await title(page).fill(words);
    await text(page).fill(`Write to ${mail}.`);
    await loaded;
    await page.waitForTimeout(300);
    await send(page).click();
    await expect(page.getByRole('alert')).toHaveText('This seems to hold something private: an e-mail address. Send it to our staff alone?');
    const staff = page.getByRole('radio', { name: 'Ask our staff privately' });
    await expect(staff).toBeFocused();
    await expect(staff).toBeChecked();
    await expect(text(page)).toHaveValue(`Write to ${mail}.`);
    expect(bodies.filter((body) => body.includes('canary-7'))).toEqual([]);
    // By the keyboard: to everybody after all.
    await page.keyboard.press('ArrowDown');
    await send(page).press('Enter');
    await expect(heading(page)).toHaveText(words);
    expect(bodies.filter((body) => body.includes('canary-7')).length).toBe(1);

    await answer(page).fill(`No, to b${mail}`);
    const button = page.getByRole('button', { name: 'Answer', exact: true });
    await button.click();
    await expect(page.getByRole('alert')).toContainText('Everybody would read this: an e-mail address.');
    const sure = page.locator('form[data-live=answer] input[name=to]');
    await expect(sure).toBeFocused();
    expect(bodies.filter((body) => body.includes('bcanary-7'))).toEqual([]);
    await page.keyboard.press('Space');
    await button.click();
    await expect(page.locator('.said', { hasText: `b${mail}` })).toBeVisible();
  });

  test('is asked about by the edge where the browser cannot', async ({ page, log }) => {
    log.expect(/sheet|ERR_FAILED|deskbell:/);
    await page.route(/\/ask\/sheet\.txt/, (route) => route.abort());
    await open(page);
    const bodies = sent(page);
    await title(page).fill(unique('Who asks now'));
    await text(page).fill(`Write to ${mail}.`);
    await expect.poll(() => log.told(/deskbell:/)).toHaveLength(1);
    await send(page).click();
    await expect(page.getByText('This seems to hold something private: an e-mail address.')).toBeVisible();
    expect(bodies.filter((body) => body.includes('canary-7')).length).toBe(1);
  });

  test('costs nobody a download who only reads', async ({ page }) => {
    await open(page);
    await ask(page, unique('Who reads'));
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(page.url());
    await alive(page);
    await page.getByText('Edit', { exact: true }).click();
    expect(asked.filter((url) => /sheet/.test(url))).toEqual([]);
    await page.locator('form[data-live^=edit]').getByLabel('More about it').pressSequentially('x');
    await expect.poll(() => asked.filter((url) => /sheet/.test(url))).toHaveLength(1);
  });
});

test('a send that fails keeps the text and says what to do', async ({ page, log }) => {
  log.expect(/ERR_FAILED/);
  await open(page);
  await title(page).fill('Is anything lost without a network?');
  await text(page).fill('Nothing.');
  await page.route('**/api/ask?*', (route) => route.abort());
  await send(page).click();
  await expect(page.getByRole('alert')).toContainText('Your text is still here');
  await expect(text(page)).toHaveValue('Nothing.');
});

test('what was edited is saved, which is said, and its form closes', async ({ page }) => {
  await open(page);
  await ask(page, unique('Who edits'));
  await page.getByText('Edit', { exact: true }).click();
  const form = page.locator('form[data-live^=edit]');
  await form.getByLabel('More about it').fill('It has three plugs.');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(page.locator('.said')).toHaveText('It has three plugs.');
  await expect(page.getByText('Saved.')).toBeVisible();
  await expect(form).not.toBeVisible();
});

test('a vote is pressed and taken back', async ({ page, browser }) => {
  await open(page);
  await ask(page, unique('Who votes'));
  const other = await browser.newPage({ extraHTTPHeaders: stranger() });
  await open(other, page.url());
  const vote = other.getByRole('button', { name: /^Helpful/ });
  await vote.click();
  await expect(vote).toHaveText('Helpful · 1');
  await expect(vote).toHaveAttribute('aria-pressed', 'true');
  await vote.click();
  await expect(vote).toHaveText('Helpful · 0');
  await other.close();
});

for (const lang of ['en', 'ar']) {
  test(`asking and a thread have nothing that hinders, in ${lang}`, async ({ page }) => {
    for (const path of ['/ask/new', '/ask/desk.1']) {
      await open(page, `${path}?lang=${lang}`);
      for (const width of [1280, 320]) {
        await page.setViewportSize({ width, height: 640 });
        const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
        expect.soft(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target)}`), path).toEqual([]);
        const [needed, given] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
        expect.soft(needed, `${path} ${width}`).toBeLessThanOrEqual(given);
      }
    }
  });
}
