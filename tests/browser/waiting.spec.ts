// The panel that waits for the press: ready to be seen, and until then nothing to anybody.

import type { Page } from '@playwright/test';
import { Bell, call, storefront } from './support/bell.ts';
import { HELP } from './support/places.ts';
import { expect, test } from './support/test.ts';

/** What a screen reader finds in the page and its frames, as roles. */
async function readOut(page: Page) {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  await session.detach();
  return nodes.filter(({ ignored }) => !ignored).map(({ role }) => role?.value);
}

/** Expects that neither keys, pointer nor screen readers find the panel, and that its place looks like the page. */
async function expectNothing(page: Page, bell: Bell, before: Buffer) {
  await bell.expectClosed();
  const frame = await bell.frame();
  await page.locator('#buy').focus();
  for (const [key, times] of [['Tab', 4], ['Shift+Tab', 4]] as const) {
    for (let time = 0; time < times; time++) {
      await page.keyboard.press(key);
      expect(await frame.evaluate(() => document.hasFocus()), `${key} ${time}`).toBe(false);
    }
  }
  await page.locator('#buy').focus();
  const { x, y } = (await page.locator('[role=dialog] iframe').boundingBox())!;
  const pressed = await page.evaluate(([x, y]) => document.elementFromPoint(x, y)?.localName, [x + 99, y + 99]);
  expect(['html', 'body'], 'pressed').toContain(pressed);
  expect(await readOut(page)).not.toContain('Iframe');
  expect(await readOut(page)).not.toContain('dialog');
  expect((await page.screenshot()).equals(before), 'looks').toBe(true);
}

for (const [name, viewport] of [['desk', { width: 1280, height: 800 }], ['phone', { width: 375, height: 667 }]] as const) {
  test.describe(`on a ${name}`, () => {
    test.use({ viewport });

    test('waits drawn, at its final size, and is nothing to anybody', async ({ page, log }) => {
      // Another site than the storefront's, as in reality: its frame gets a process of its own, which draws only what
      // may be seen.
      const help = HELP.replace('localhost', '127.0.0.1');
      log.allow(help);
      await storefront(page, { script: `<script async src="${help}/bell.js" data-site="lindenhof" data-preload="hover"></script>` });
      const bell = new Bell(page);
      await expect(bell.launcher).toBeVisible();
      await page.locator('#buy').focus();
      const before = await page.screenshot();
      await bell.launcher.dispatchEvent('pointerenter');
      await expect(bell.heading).toBeAttached();
      const frame = await bell.frame();
      const size = await frame.evaluate(() => new Promise((done) => requestAnimationFrame(() => done([innerWidth, innerHeight]))));
      await expect.poll(() => readOut(page)).toContain('button');
      await expectNothing(page, bell, before);
      await call(page, 'open');
      await expect(bell.heading).toBeFocused();
      expect(await readOut(page)).toContain('dialog');
      expect(await frame.evaluate(() => [innerWidth, innerHeight])).toEqual(size);
      await page.keyboard.press('Escape');
      await expectNothing(page, bell, before);
    });
  });
}
