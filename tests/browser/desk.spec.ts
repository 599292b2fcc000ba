// The desk, as staff use it: plain pages, by keyboard, on a phone, for everybody.

import { createHmac } from 'node:crypto';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './support/test.ts';

// axe's words for what has to hold.
const RULES = ['best-practice', 'wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** As the demo shop signs for its staff; the key is that of `xtask/src/test/mod.rs`. */
function identity(name: string): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = { aud: 'lindenhof', exp: Math.floor(Date.now() / 1000) + 600, email: `${name}@lindenhof.example`, role: 'staff', name };
  const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`;
  return `${signed}.${createHmac('sha256', 'identity_fake_of_the_demo_shop_and_long').update(signed).digest('base64url')}`;
}

async function enter(page: Page, to: string) {
  await page.goto(to);
  // A page that wants somebody signed in is answered by 403, and shows the way in.
  await page.locator('summary').click();
  await page.locator('input[name=identity]').fill(identity('mara'));
  await page.locator('details button').click();
  await expect(page.locator('nav.staff')).toBeVisible();
}

test.use({ locale: 'en-US' });

for (const lang of ['en', 'ar']) {
  test(`the way in and its pages in ${lang}: nothing for axe to find, nothing to scroll sideways`, async ({ page, log }) => {
    log.expect(/status of 403/);
    const look = async (what: string) => {
      for (const width of [1280, 320]) {
        await page.setViewportSize({ width, height: 800 });
        const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ runOnly: RULES, resultTypes: ['violations'] });
        const { violations } = await axe.analyze();
        expect.soft(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target)}`), `${what}, ${width}`).toEqual([]);
        const [needed, given] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
        expect.soft(needed, `${what}, ${width}`).toBeLessThanOrEqual(given);
      }
    };
    await page.goto(`/desk/log?lang=${lang}`);
    await look('the way in');
    await enter(page, `/desk/log?lang=${lang}`);
    // Back to where one wanted to go.
    expect(new URL(page.url()).pathname).toBe('/desk/log');
    await look('the log');
    await page.goto(`/desk?show=done&lang=${lang}`);
    await look('the queue');
    await page.locator('table.queue td a').first().click();
    const record = page.locator('table.record');
    await expect(record).toBeVisible();
    // Its rows are as wide as it is: what is told is not squeezed into a column of a grid.
    const [row, table] = await record.evaluate((table) => [table.querySelector('tr')!, table].map((one) => one.getBoundingClientRect().width));
    expect(row).toBeGreaterThan(table * 0.95);
    for (const summary of await page.locator('main summary').all()) await summary.click();
    await look('a question');
  });
}

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('a question is taken, closed with a reason and found in the log, by keyboard', async ({ page, log }) => {
    log.expect(/status of 403/);
    await enter(page, '/desk?lang=en');
    await page.getByRole('link', { name: 'All questions' }).click();
    await page.locator('table.queue td a').last().click();
    const number = /\d+$/.exec(new URL(page.url()).pathname)![0];
    await page.getByRole('button', { name: 'Assign: Mara Lindner' }).press('Enter');
    await expect(page.getByRole('status').filter({ hasText: 'Done.' })).toBeVisible();
    await expect(page.locator('table.record')).toContainText('Mara Lindner');
    const acts = page.locator('section.card').filter({ has: page.getByRole('heading', { name: 'What is to be done' }) });
    await acts.locator('summary', { hasText: 'Other acts' }).press('Enter');
    await acts.getByRole('combobox', { name: 'What is to be done' }).selectOption({ label: 'Close' });
    const why = acts.getByRole('textbox', { name: 'Why, for the log' }).first();
    await why.fill('It is <b>settled</b>');
    await why.press('Enter');
    await expect(page.locator('table.record')).toContainText('Closed');
    await page.getByRole('link', { name: 'What was done' }).click();
    const entry = page.locator('tbody tr').first();
    await expect(entry).toContainText(number);
    await expect(entry).toContainText('It is <b>settled</b>');
    // And opened again, as others may look at it.
    await entry.getByRole('link').click();
    await acts.locator('summary', { hasText: 'Other acts' }).click();
    await acts.getByRole('combobox', { name: 'What is to be done' }).selectOption({ label: 'Open again' });
    await acts.getByRole('textbox', { name: 'Why, for the log' }).first().fill('The test is over');
    await acts.getByRole('textbox', { name: 'Why, for the log' }).first().press('Enter');
    await page.getByRole('button', { name: /^Sign out/ }).click();
    await expect(page.locator('nav.staff')).toHaveCount(0);
  });
});
