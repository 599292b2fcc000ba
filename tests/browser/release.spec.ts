// The loader's two addresses: one that stays fresh, and one that never changes, for who pins it by its hash.

import { createHash } from 'node:crypto';
import type { APIRequestContext } from '@playwright/test';
import { Bell, storefront } from './support/bell.ts';
import { HELP } from './support/places.ts';
import { expect, test } from './support/test.ts';

const frozen = (release: string) => `${HELP}/${release}/bell.js`;
const FROZEN = frozen('v2');

async function integrity(request: APIRequestContext, url = FROZEN) {
  const response = await request.get(url);
  expect(response.status()).toBe(200);
  return `sha384-${createHash('sha384').update(await response.body()).digest('base64')}`;
}

const pinned = (integrity: string, url = FROZEN) =>
  `<script async src="${url}" integrity="${integrity}" crossorigin="anonymous" data-site="lindenhof"></script>`;

test('one is fetched again soon, the other kept for ever', async ({ request }) => {
  for (const [url, kept] of [[`${HELP}/bell.js`, /max-age=\d{1,4}\b/], [FROZEN, /max-age=31536000.*immutable/]] as const) {
    const { status, headers } = await request.get(url).then((response) => ({ status: response.status(), headers: response.headers() }));
    expect(status, url).toBe(200);
    expect(headers['cache-control'], url).toMatch(kept);
    expect(headers['content-type'], url).toContain('javascript');
    expect(headers['access-control-allow-origin'], url).toBe('*');
    expect(headers['cross-origin-resource-policy'], url).toBe('cross-origin');
  }
});

for (const release of ['v1', 'v2']) {
  test(`the pinned ${release} rings`, async ({ page, request }) => {
    const url = frozen(release);
    await storefront(page, { script: pinned(await integrity(request, url), url) });
    const bell = new Bell(page);
    await bell.ring();
    await bell.alive();
  });
}

test('one that was tampered with does not run, and harms nothing', async ({ page, request, log }) => {
  log.expect(/integrity/, /^failed: .*v2\/bell\.js/);
  const right = await integrity(request);
  await page.route(FROZEN, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${await response.text()};window.tampered=1` });
  });
  await storefront(page, { script: pinned(right) });
  await expect.poll(() => log.told(/integrity/).length).toBeGreaterThan(0);
  expect(await page.evaluate(() => [typeof (window as any).deskbell, 'tampered' in window])).toEqual(['undefined', false]);
  await page.locator('#buy').click();
});
