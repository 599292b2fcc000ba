// The back button of the tab belongs to the shop again once the panel is closed.

import type { Page } from '@playwright/test';
import { Bell, storefront } from './support/bell.ts';
import { expect, test } from './support/test.ts';

/** A step of a storefront that swaps its content by script. */
const step = (page: Page, to: string) => page.evaluate((to) => history.pushState(to, '', to), to);

/** What the tab's own button does; a test's `goBack` waits for the shop's page, also where the panel's takes the step. */
const back = (page: Page) => page.evaluate(() => history.back());

/** Where the storefront is. */
const at = (page: Page) => page.evaluate(() => location.hash);

/** Opens the panel, as one who comes from another page of the shop. */
async function opened(page: Page) {
  await storefront(page);
  // To Chromium a frame is no part of the steps before it, and cannot be gone back with to them.
  await page.locator('[role="dialog"] iframe').waitFor({ state: 'attached' });
  await page.waitForLoadState('networkidle');
  await step(page, '#product');
  const bell = new Bell(page);
  await bell.ring();
  await bell.alive();
  return bell;
}

async function go(bell: Bell, name: string) {
  await bell.inside.getByRole('navigation').getByRole('link', { name }).click();
  await expect(bell.heading).toHaveText(name);
}

/** The panel is closed, its steps are undone, and the tab's button is the shop's again. Opens it once more. */
async function expectFree(page: Page, bell: Bell) {
  await bell.expectClosed();
  // The steps are taken back a while later, through another process.
  const frame = await bell.frame();
  const can = (way: string) => expect.poll(() => frame.evaluate((way) => (window as any).navigation[way], way));
  await can('canGoBack').toBe(false);
  await can('canGoForward').toBe(true);
  await back(page);
  await expect.poll(() => at(page)).toBe('');
  await bell.ring();
  return frame;
}

for (const by of ['its button', 'Escape', 'the launcher', "the shop's script"]) {
  test(`who closes the panel by ${by} goes back in the shop, and finds the panel as it was`, async ({ page }) => {
    const bell = await opened(page);
    await go(bell, 'Ask');
    await go(bell, 'Contact');
    if (by == 'its button') await bell.inside.locator('[data-close]').click();
    else if (by == 'Escape') await page.keyboard.press('Escape');
    else if (by == 'the launcher') await bell.launcher.click();
    else await page.evaluate(() => (window as any).deskbell('close'));
    const frame = await expectFree(page, bell);
    await expect(bell.heading).toHaveText('Contact');
    expect(new URL(await frame.evaluate(() => location.href)).pathname).toBe('/contact');
    // And it goes on from there.
    await go(bell, 'Ask');
    await back(page);
    await expect(bell.heading).toHaveText('Contact');
  });
}

test('also who has gone back in the panel before', async ({ page }) => {
  const bell = await opened(page);
  for (const name of ['Contact', 'Ask', 'Choose']) await go(bell, name);
  await back(page);
  await expect(bell.heading).toHaveText('Ask');
  await bell.inside.locator('[data-close]').click();
  await expectFree(page, bell);
  await expect(bell.heading).toHaveText('Ask');
});

test('Escape closes the panel, and the question that was begun stays', async ({ page }) => {
  const bell = await opened(page);
  await bell.inside.getByRole('searchbox').pressSequentially('warranty');
  await page.keyboard.press('Escape');
  await bell.expectClosed();
  await bell.ring();
  await expect(bell.inside.getByRole('searchbox')).toHaveValue('warranty');
});

test('a step of the shop among those of the panel is not undone', async ({ page }) => {
  const bell = await opened(page);
  await go(bell, 'Contact');
  await step(page, '#other');
  await page.keyboard.press('Escape');
  await bell.expectClosed();
  // Longer than it would take.
  await page.waitForTimeout(500);
  expect(await at(page)).toBe('#other');
});

test('a step of the shop in the place of one that was gone back by is not undone', async ({ page }) => {
  const bell = await opened(page);
  await go(bell, 'Ask');
  await go(bell, 'Contact');
  await back(page);
  await expect(bell.heading).toHaveText('Ask');
  await page.locator('#buy').click();
  await step(page, '#other');
  // As long as it takes to see what one has chosen.
  await page.waitForTimeout(1100);
  await bell.launcher.click();
  await bell.expectClosed();
  await page.waitForTimeout(500);
  expect(await at(page)).toBe('#other');
});
