// On a small screen the panel is the screen, also with the on-screen keyboard.

import { Bell, storefront } from './support/bell.ts';
import { STOREFRONT, STOREFRONTS } from './support/places.ts';
import { expect, test } from './support/test.ts';

test.use({ viewport: { width: 375, height: 667 }, isMobile: true, hasTouch: true });

for (const { name, help } of STOREFRONTS) {
  test(`fills the screen on the storefront "${name}"`, async ({ page }) => {
    await page.goto(`${STOREFRONT}/${name}.html`);
    const bell = new Bell(page, help);
    await bell.launcher.tap();
    await expect(bell.heading).toBeFocused();
    expect(await bell.panel.boundingBox()).toEqual({ x: 0, y: 0, width: 375, height: 667 });
    expect(await (await bell.frame()).evaluate(() => innerWidth)).toBe(375);
    await bell.inside.locator('[data-close]').tap();
    await bell.expectClosed();
    await expect(bell.launcher).toBeInViewport({ ratio: 1 });
  });
}

test('fills a phone that is held sideways', async ({ page }) => {
  await page.setViewportSize({ width: 667, height: 375 });
  await storefront(page);
  const bell = new Bell(page);
  await bell.ring();
  expect(await bell.panel.boundingBox()).toEqual({ x: 0, y: 0, width: 667, height: 375 });
});

test('takes what the on-screen keyboard leaves', async ({ page }) => {
  await storefront(page);
  const bell = new Bell(page);
  await bell.ring();
  const keyboard = (height: number, top: number) =>
    page.evaluate(([height, top]) => {
      // What Safari reports while its keyboard is out; nothing else here can bring one up.
      Object.defineProperties(visualViewport!, {
        height: { get: () => height, configurable: true },
        offsetTop: { get: () => top, configurable: true },
      });
      visualViewport!.dispatchEvent(new Event('resize'));
    }, [height, top]);
  await keyboard(320, 47);
  expect(await bell.panel.boundingBox()).toEqual({ x: 0, y: 47, width: 375, height: 320 });
  await keyboard(667, 0);
  expect(await bell.panel.boundingBox()).toEqual({ x: 0, y: 0, width: 375, height: 667 });
});

test('leaves the shopper who has zoomed in alone', async ({ page }) => {
  await storefront(page);
  const bell = new Bell(page);
  await bell.ring();
  await page.evaluate(() => {
    Object.defineProperties(visualViewport!, { scale: { get: () => 2 }, height: { get: () => 333 } });
    visualViewport!.dispatchEvent(new Event('resize'));
  });
  expect((await bell.panel.boundingBox())!.height).toBe(667);
});

test('fills the page for who had zoomed in before', async ({ page }) => {
  await page.addInitScript(() => Object.defineProperty(visualViewport!, 'scale', { get: () => 2 }));
  await storefront(page);
  const bell = new Bell(page);
  await bell.ring();
  expect(await bell.panel.boundingBox()).toEqual({ x: 0, y: 0, width: 375, height: 667 });
});

test('leaves nothing of the page behind to tab to, until it is closed', async ({ page }) => {
  await storefront(page);
  const bell = new Bell(page);
  await bell.ring();
  await expect(page.locator('body')).toHaveJSProperty('inert', true);
  const at = () => page.evaluate(() => document.activeElement!.id || document.activeElement!.tagName);
  for (const key of ['Tab', 'Shift+Tab']) {
    for (let times = 0; times < 30; times++) {
      await page.keyboard.press(key);
      expect(await at()).not.toBe('buy');
    }
  }
  await bell.inside.locator('[data-close]').tap();
  await bell.expectClosed();
  await expect(page.locator('body')).toHaveJSProperty('inert', false);
  await expect(bell.launcher).toBeFocused();
  await page.locator('#buy').focus();
  expect(await at()).toBe('buy');
});

test('a panel beside the page leaves that as it is', async ({ page }) => {
  await page.setViewportSize({ width: 900, height: 800 });
  await storefront(page);
  const bell = new Bell(page);
  await bell.ring();
  // Longer than a phone waits with it.
  await page.waitForTimeout(800);
  await expect(page.locator('body')).toHaveJSProperty('inert', false);
  await page.locator('#buy').focus();
  await expect(page.locator('#buy')).toBeFocused();
});

test('the page behind is as free as it is seen', async ({ page }) => {
  await storefront(page);
  const bell = new Bell(page);
  await bell.ring();
  const body = page.locator('body');
  await expect(body).toHaveJSProperty('inert', true);
  await page.setViewportSize({ width: 1000, height: 800 });
  await expect(body).toHaveJSProperty('inert', false);
  await page.setViewportSize({ width: 375, height: 667 });
  await expect(body).toHaveJSProperty('inert', true);
  // What a single-page application puts there instead is behind the panel too.
  await page.evaluate(() => {
    const other = document.createElement('body');
    other.id = 'other';
    document.documentElement.replaceChild(other, document.body);
  });
  await expect(page.locator('#other')).toHaveJSProperty('inert', true);
  await bell.inside.locator('[data-close]').tap();
  await bell.expectClosed();
  await expect(page.locator('#other')).toHaveJSProperty('inert', false);
});
