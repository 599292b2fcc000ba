// How a guide was left, as the app sends it: once, when the shopper leaves, and nothing of who they are.

import type { Page } from '@playwright/test';
import { alive, expect, test } from './support/test.ts';

const LEFT = 'guide=monitor&left=use&shown=desk.acer-nitro-kg251q-z';

/** A page that says of a guide how it stands, and what is sent of it. */
async function open(page: Page) {
  const sent: string[] = [];
  page.on('request', (request) => {
    if (new URL(request.url()).pathname === '/api/choose/counts') sent.push(request.postData() ?? '');
  });
  await page.goto('/contact?site=lindenhof');
  await alive(page);
  await page.evaluate((left) => {
    const results = document.createElement('div');
    results.dataset.left = left;
    document.body.append(results);
  }, LEFT);
  return sent;
}

const nav = (page: Page, name: string) => page.getByRole('navigation').getByRole('link', { name });

test('a guide that is left for another page is counted, once', async ({ page }) => {
  const sent = await open(page);
  const answered = page.waitForResponse((response) => new URL(response.url()).pathname === '/api/choose/counts');
  await nav(page, 'Help').click();
  expect((await answered).status()).toBe(200);
  await nav(page, 'Contact').click();
  await page.goto('about:blank');
  expect(sent).toEqual([LEFT]);
});

test('a guide whose page goes is counted', async ({ page }) => {
  const sent = await open(page);
  // What a page sends while it goes is told to no test: here it stays.
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pagehide')));
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pagehide')));
  await expect.poll(() => sent).toEqual([LEFT]);
});

test('who goes on within the guide has not left it', async ({ page }) => {
  const sent = await open(page);
  await page.evaluate(() => history.pushState(false, '', '/choose/monitor?use=games'));
  await page.evaluate(() => dispatchEvent(new PopStateEvent('popstate', { state: false })));
  await page.waitForTimeout(300);
  expect(sent).toEqual([]);
});
