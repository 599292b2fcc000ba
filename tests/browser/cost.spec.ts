// What a storefront pays: the loader, and nothing else before the shopper comes near.

import type { Page } from '@playwright/test';
import { Bell, loaded, storefront } from './support/bell.ts';
import { HELP, STOREFRONT } from './support/places.ts';
import { expect, test } from './support/test.ts';

/** The kinds of files that were asked of the help site. */
function asked(page: Page) {
  const kinds: string[] = [];
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.origin !== HELP) return;
    const { pathname } = url;
    kinds.push(/bell|frame|app_bg|app|files|api/.exec(pathname)?.[0] ?? 'page');
  });
  return kinds;
}

/** Until the network and the processor have nothing to do. */
async function idle(page: Page) {
  await loaded(page);
  await page.waitForLoadState('networkidle');
  await page.evaluate(() => new Promise((done) => requestIdleCallback(done)));
  await page.waitForLoadState('networkidle');
}

const PRELOADS = [
  { preload: 'none', idly: false, near: false },
  { preload: 'hover', idly: false, near: true },
  { preload: 'idle', idly: true, near: true },
  { preload: 'idle', saveData: true, idly: false, near: true },
  { preload: 'hover', saveData: true, idly: false, near: true },
];

for (const { preload, saveData, idly, near } of PRELOADS) {
  for (const how of ['pointer', 'keyboard']) {
    test(`preload="${preload}" ${saveData ? 'under Save-Data' : ''}, by ${how}`, async ({ page }) => {
      if (saveData) {
        await page.addInitScript(() => Object.defineProperty(navigator.connection, 'saveData', { get: () => true }));
      }
      const kinds = asked(page);
      await storefront(page, { snippet: `data-preload="${preload}"` });
      await idle(page);
      const bell = new Bell(page);
      expect(kinds, 'untouched').toEqual(idly ? ['bell', 'page', 'frame'] : ['bell']);
      await (how === 'pointer' ? bell.launcher.hover() : bell.launcher.focus());
      if (near) await expect.poll(() => kinds, 'near').toEqual(['bell', 'page', 'frame']);
      await idle(page);
      expect(kinds, 'near').toEqual(near ? ['bell', 'page', 'frame'] : ['bell']);
      await (how === 'pointer' ? bell.launcher.click() : bell.launcher.press('Enter'));
      await bell.alive();
      expect(kinds.filter((kind) => !['files', 'api'].includes(kind)).sort()).toEqual(['app', 'app_bg', 'bell', 'frame', 'page']);
    });
  }
}

test('nothing is stored before the shopper acts', async ({ page, context }) => {
  await storefront(page);
  await idle(page);
  expect(await context.storageState({ indexedDB: true })).toEqual({ cookies: [], origins: [] });
  for (const frame of page.frames()) expect(await frame.evaluate(() => caches.keys()), frame.url()).toEqual([]);
  expect(page.frames().length).toBe(2);
  expect(context.serviceWorkers()).toEqual([]);
});

for (const name of ['index', 'reset', 'rtl', 'spa']) {
  test(`nothing on the storefront "${name}" moves`, async ({ page }) => {
    await page.addInitScript(() => {
      const shifts: number[] = ((window as any).shifts = []);
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) shifts.push((entry as any).value);
      }).observe({ type: 'layout-shift', buffered: true });
    });
    await page.goto(`${STOREFRONT}/${name}.html`);
    const bell = new Bell(page, name === 'rtl' ? 'مساعدة' : 'Help');
    const before = await page.evaluate(() => [document.body.scrollHeight, innerWidth, document.body.clientWidth]);
    await bell.ring();
    await bell.alive();
    await page.keyboard.press('Escape');
    await bell.expectClosed();
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    expect(await page.evaluate(() => (window as any).shifts)).toEqual([]);
    expect(await page.evaluate(() => [document.body.scrollHeight, innerWidth, document.body.clientWidth])).toEqual(before);
  });
}

test('a shift would be seen', async ({ page }) => {
  // The observer of the test above, on a page where it must find something.
  await page.addInitScript(() => {
    const shifts: number[] = ((window as any).shifts = []);
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shifts.push((entry as any).value);
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await storefront(page);
  await idle(page);
  await page.evaluate(() => document.body.prepend(Object.assign(document.createElement('p'), { textContent: 'Sale!' })));
  await expect.poll(() => page.evaluate(() => (window as any).shifts.length)).toBeGreaterThan(0);
});
