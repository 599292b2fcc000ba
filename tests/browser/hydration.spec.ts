// One markup: what the app draws over the edge's page is that page, to the letter, in every language.

import { clockHeader, HELP, LANGUAGES } from './support/places.ts';
import { snapshot } from './support/snapshot.ts';
import { alive, expect, test } from './support/test.ts';

/** A Wednesday evening in Berlin: forty minutes before the shop closes. */
const NOW = '2026-09-16T16:20:30Z';

const PATHS = ['/', '/contact', '/?q=%22%3C%26%C3%BC'];

/** The same pages as a storefront embeds them. */
const EMBEDDED = ['/?embed=panel', '/contact?embed=inline', '/contact?theme=dark'];

const SITES = [
  ...LANGUAGES.map((lang) => ({ site: 'lindenhof', lang })),
  { site: 'paperie', lang: 'ja' },
  { site: 'paperie', lang: 'en' },
  { site: 'bare', lang: 'ar' },
];

// workerd tells the Worker that its visitors are there, so here they are.
test.use({ extraHTTPHeaders: clockHeader(NOW), timezoneId: 'America/Chicago' });

for (const { site, lang } of SITES) {
  test(`${site} in ${lang} is the same before and after`, async ({ page, browser, log }) => {
    const plain = await browser.newContext({
      javaScriptEnabled: false, extraHTTPHeaders: clockHeader(NOW), baseURL: HELP, timezoneId: 'America/Chicago',
    });
    await log.watch(plain);
    const before = await plain.newPage();
    await page.clock.setFixedTime(NOW);
    for (const path of lang === 'ar' ? [...PATHS, ...EMBEDDED] : PATHS) {
      const address = `${path}${path.includes('?') ? '&' : '?'}site=${site}&lang=${lang}`;
      await test.step(address, async () => {
        await Promise.all([before.goto(address), page.goto(address).then(() => alive(page))]);
        expect.soft(await snapshot(page)).toBe(await snapshot(before));
        await expect(page.locator('html')).toHaveAttribute('lang', lang);
      });
    }
    await plain.close();
  });
}

test('the page and all it needs come from one origin, and are there', async ({ page, request }) => {
  const addresses: string[] = [];
  page.on('response', (response) => {
    addresses.push(new URL(response.url()).pathname);
    expect.soft(response.status(), response.url()).toBeLessThan(400);
  });
  await page.goto('/contact');
  await alive(page);
  expect(addresses.some((path) => path.endsWith('.wasm'))).toBe(true);
  // Chromium without a window asks for no icon.
  const icon = await page.locator('link[rel=icon]').getAttribute('href');
  const response = await request.get(icon!);
  expect(response.status()).toBe(200);
  expect(response.headers()['content-type']).toContain('image/svg+xml');
});

test('a page of a problem loads no app', async ({ page, log }) => {
  log.expect(/status of 404/);
  const scripts: string[] = [];
  page.on('request', (request) => scripts.push(new URL(request.url()).pathname));
  await page.goto('/nowhere', { waitUntil: 'networkidle' });
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This page does not exist');
  expect(scripts.filter((path) => /app/.test(path))).toEqual([]);
});
