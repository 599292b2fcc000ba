// "Closes in 40 minutes" is true while one looks at it, by the shop's clock and by the shopper's.

import type { Page } from '@playwright/test';
import { clockHeader } from './support/places.ts';
import { alive, expect, test } from './support/test.ts';

const status = (page: Page) => page.locator('.status').first();

/** Opens the page at a moment, by the Worker's clock and by the browser's, which then goes on. */
async function openAt(page: Page, time: string, path = '/') {
  await page.clock.install({ time });
  await page.setExtraHTTPHeaders(clockHeader(time));
  await page.goto(path);
  await alive(page);
}

test('the line counts down to closing, and past it', async ({ page }) => {
  await openAt(page, '2026-09-16T16:20:30Z');
  await expect(status(page)).toHaveText('Open now, closes in 40 minutes');
  await page.clock.fastForward('30:00');
  await expect(status(page)).toHaveText('Open now, closes in 10 minutes');
  await page.clock.fastForward('10:00');
  await expect(status(page)).toHaveText(/^Closed, opens Thursday .*10:00/);
  await expect(status(page)).not.toHaveClass(/open/);
  await page.clock.fastForward('14:30:00');
  await expect(status(page)).toHaveText('Closed, opens in 30 minutes');
});

test('a page kept for long is read by the browser’s clock', async ({ page }) => {
  await page.setExtraHTTPHeaders(clockHeader('2026-09-16T16:20:30Z'));
  await page.clock.install({ time: '2026-09-17T07:50:00Z' });
  await page.goto('/contact');
  await alive(page);
  await expect(status(page)).toHaveText('Closed, opens in 10 minutes');
});

const SUNDAY = '2026-09-20T10:00:00Z';

const ZONES = [
  { zone: 'Asia/Tokyo', told: /^Closed, opens Monday .*10:00 .*\(.*5:00\sPM your time\)$/, note: true },
  { zone: 'America/New_York', told: /^Closed, opens Monday .*10:00 .*\(.*4:00\sAM your time\)$/, note: true },
  { zone: 'Europe/Vienna', told: /^Closed, opens Monday .*10:00[^()]*$/, note: false },
];

for (const { zone, told, note } of ZONES) {
  test.describe(zone, () => {
    test.use({ timezoneId: zone });

    test(`a shopper in ${zone} reads their own time where it differs`, async ({ page }) => {
      await openAt(page, SUNDAY, '/contact');
      await expect(status(page)).toHaveText(told);
      await expect(page.getByText('All times are the shop’s local time (Europe/Berlin).')).toHaveCount(note ? 1 : 0);
    });
  });
}

test.describe('in another language', () => {
  test.use({ timezoneId: 'Asia/Shanghai' });

  test('times are written as it writes them', async ({ page }) => {
    await openAt(page, SUNDAY, '/?lang=zh-CN');
    await expect(status(page)).toHaveText(/16:00/);
    await openAt(page, SUNDAY, '/?lang=de');
    await expect(status(page)).toHaveText(/Montag.*10:00.*16:00/);
  });
});
