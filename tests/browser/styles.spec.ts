// No style goes in, none comes out, and nothing but `deskbell` becomes global.

import type { Locator, Page } from '@playwright/test';
import { Bell } from './support/bell.ts';
import { STOREFRONT } from './support/places.ts';
import { expect, test } from './support/test.ts';

/** How every element of the page looks, and what is global. */
const looks = (page: Page) =>
  page.evaluate(() => {
    const style = (element: Element, pseudo?: string) => {
      const computed = getComputedStyle(element, pseudo);
      // The shop's own variables come in no fixed order.
      return [...computed].sort().map((name) => `${element.localName}${pseudo ?? ''} ${name}: ${computed.getPropertyValue(name)}`);
    };
    const elements = [document.documentElement, ...document.querySelectorAll('head, head *, body, body *')];
    return {
      elements: elements.map((element) => [...style(element), ...style(element, '::before')]),
      globals: Object.getOwnPropertyNames(window).sort(),
    };
  });

for (const name of ['index', 'reset', 'rtl']) {
  test(`no style comes out on the storefront "${name}"`, async ({ page, context, log }) => {
    log.expect(/loader\.js/);
    const without = await context.newPage();
    await without.route('**/loader.js*', (route) => route.abort());
    await without.goto(`${STOREFRONT}/${name}.html`);
    await page.goto(`${STOREFRONT}/${name}.html`);
    const bell = new Bell(page, name === 'rtl' ? 'مساعدة' : 'Help');
    await bell.ring();
    await bell.alive();
    const [before, after] = [await looks(without), await looks(page)];
    expect(before.elements.length).toBeGreaterThan(50);
    expect(after.elements.length).toBe(before.elements.length);
    const different = after.elements.flatMap((lines, at) => lines.filter((line, nth) => line !== before.elements[at][nth]));
    expect(different).toEqual([]);
    expect(after.globals.filter((one) => !before.globals.includes(one))).toEqual(['deskbell']);
  });
}

/** What a shopper sees of an element. */
const seen = (locator: Locator) =>
  locator.evaluate((element) => {
    const computed = getComputedStyle(element);
    const names = [
      'display', 'position', 'visibility', 'opacity', 'color', 'background-color', 'font', 'letter-spacing', 'padding',
      'margin', 'border', 'border-radius', 'box-shadow', 'z-index', 'cursor', 'pointer-events', 'transform', 'text-transform',
    ];
    return [JSON.stringify(element.getBoundingClientRect()), ...names.map((name) => `${name}: ${computed.getPropertyValue(name)}`)];
  });

test('no style goes in', async ({ page, context }) => {
  const other = await context.newPage();
  const [plain, reset] = [new Bell(page), new Bell(other)];
  for (const [bell, name] of [[plain, 'index'], [reset, 'reset']] as const) {
    await bell.page.goto(`${STOREFRONT}/${name}.html`);
    await bell.ring();
    // The colours of the site have then arrived.
    await expect(bell.launcher).toHaveCSS('background-color', 'rgb(11, 93, 78)');
  }
  for (const part of [(bell: Bell) => bell.launcher, (bell: Bell) => bell.panel, (bell: Bell) => bell.panel.locator('iframe')]) {
    const boxes = [await seen(part(plain)), await seen(part(reset))];
    // The page with the reset has another width: its scroll bar's.
    expect(boxes[1]).toEqual(boxes[0]);
  }
});

test('the launcher is above the storefront’s own highest layer', async ({ page }) => {
  await page.goto(`${STOREFRONT}/reset.html`);
  const bell = new Bell(page);
  await expect(page.locator('.offer')).toBeVisible();
  const [offer, launcher] = [(await page.locator('.offer').boundingBox())!, (await bell.launcher.boundingBox())!];
  expect(launcher.y + launcher.height, 'they overlap').toBeGreaterThan(offer.y);
  await bell.ring();
});
