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
