// WCAG 2.2 AA and axe's best practices: nothing to find, on any page, in any looks, at any width.

import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { Bell } from './support/bell.ts';
import { changed, everything, showOrder, stranger } from './support/orders.ts';
import { LANGUAGES, STOREFRONT } from './support/places.ts';
import { alive, expect, test } from './support/test.ts';

// axe's words for what has to hold.
const RULES = ['best-practice', 'wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** `part` is looked at with the frames in it; without it, the page alone. */
async function expectNoViolation(page: Page, what: string, part?: string) {
  const axe = new AxeBuilder({ page }).options({ runOnly: RULES, resultTypes: ['violations'] });
  // The other mode, which knows frames, opens a window of its own for each result.
  const { violations } = await (part ? axe.include(part) : axe.setLegacyMode(true)).analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target, failureSummary }) => `${target} ${failureSummary}`).join(' | ')}`);
  expect.soft(found, what).toEqual([]);
}

/** Nothing has to be scrolled sideways (WCAG 1.4.10). */
async function expectReflow(page: Page, what: string) {
  const [needed, given] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  expect.soft(needed, `${what}: width`).toBeLessThanOrEqual(given);
}

const PAGES = [
  { path: '/?q=a', app: true },
  { path: '/?q=unicorns', app: true },
  { path: '/contact', app: true },
  { path: '/orders', app: true },
  { path: '/ask?q=return', app: true },
  { path: '/ask?q=unicorns', app: true },
  { path: '/articles/desk.return-how?q=return', app: true },
  { path: '/orders?embed=inline', app: true },
  { path: '/contact?embed=inline', app: true },
  { path: '/?embed=panel', app: true },
  { path: '/choose/by-spec', app: false },
  { path: '/choose/by-spec?kind=Monitor&s.Panel=IPS&s.Size.from=x', app: false },
  { path: '/choose/by-spec?kind=Monitor&s.Size=28.5..29.5&s.Panel=OLED&embed=panel', app: false },
  { path: '/choose/compare?p=desk.acer-nitro-kg251q-z&p=desk.acer-nitro-xv272u-vbmiiprx', app: false },
  { path: '/products/desk.pc-to-measure', app: false },
  { path: '/nowhere', app: false },
  { path: '/?site=nobody', app: false },
];

const LOOKS = [
  { name: 'light', media: { colorScheme: 'light', forcedColors: 'none' } },
  { name: 'dark', media: { colorScheme: 'dark', forcedColors: 'none' } },
  { name: 'forced colours', media: { colorScheme: 'dark', forcedColors: 'active' } },
] as const;

const address = (path: string, parameters: string) => `${path}${path.includes('?') ? '&' : '?'}${parameters}`;

for (const lang of ['en', 'ar']) {
  for (const { path, app } of PAGES) {
    test(`${path} in ${lang}, in all looks, wide and narrow`, async ({ page, log }) => {
      log.expect(/status of 404/);
      await page.goto(address(path, `lang=${lang}`));
      if (app) await alive(page);
      await expectNoViolation(page, 'wide');
      await page.setViewportSize({ width: 320, height: 640 });
      await expectReflow(page, 'narrow');
      for (const { name, media } of LOOKS) {
        await page.emulateMedia(media);
        await expectNoViolation(page, `${name}, narrow`);
      }
    });
  }
}

for (const lang of LANGUAGES.filter((lang) => !['en', 'ar'].includes(lang))) {
  test(`pages in ${lang}, narrow`, async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 640 });
    for (const path of ['/', '/contact', '/orders']) {
      await page.goto(address(path, `lang=${lang}`));
      await alive(page);
      await expectNoViolation(page, path);
      await expectReflow(page, path);
    }
  });
}

test.describe('an order with all that one can have', () => {
  test.use({ extraHTTPHeaders: stranger() });

  for (const lang of LANGUAGES) {
    test(`in ${lang}, in all looks, wide and narrow`, async ({ page }) => {
      await changed(page, everything);
      await page.goto(`/orders?lang=${lang}`);
      await alive(page);
      await showOrder(page, 'LC-20352', 'elif@example.com');
      for (const details of await page.locator('details > summary').all()) await details.click();
      await expectNoViolation(page, 'wide');
      await page.setViewportSize({ width: 320, height: 640 });
      await expectReflow(page, 'narrow');
      for (const { name, media } of LOOKS) {
        await page.emulateMedia(media);
        await expectNoViolation(page, `${name}, narrow`);
      }
    });
  }
});

// Bright yellow, square corners, serifs; and a site that says nothing but its name.
for (const parameters of ['site=paperie&lang=en', 'site=paperie&lang=ja', 'site=bare']) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`an odd site in ${colorScheme}: ${parameters}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      for (const path of ['/', '/contact']) {
        await page.goto(address(path, parameters));
        await alive(page);
        await expectNoViolation(page, path);
      }
    });
  }
}

test.describe('at 200 % zoom', () => {
  // A window of 1280 pixels, each of the page's twice as large.
  test.use({ viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 });

  for (const path of ['/', '/contact', '/?embed=panel']) {
    test(`${path} is whole`, async ({ page }) => {
      await page.goto(path);
      await alive(page);
      await expectNoViolation(page, path);
      await expectReflow(page, path);
    });
  }
});

for (const { name, media } of LOOKS) {
  for (const storefront of ['index', 'rtl']) {
    test(`launcher and panel on the storefront "${storefront}" in ${name}`, async ({ page }) => {
      await page.emulateMedia(media);
      await page.goto(`${STOREFRONT}/${storefront}.html`);
      const bell = new Bell(page, storefront === 'rtl' ? 'مساعدة' : 'Help');
      await expect(bell.launcher).toBeVisible();
      await expectNoViolation(page, 'closed', 'html > div');
      await bell.ring();
      await bell.alive();
      await expectNoViolation(page, 'open', 'html > div');
    });
  }
}

for (const path of ['/', '/contact', '/orders', '/?embed=panel', '/contact?embed=inline']) {
  test(`Tab reaches everything on ${path}, and shows where it is`, async ({ page }) => {
    await page.goto(path);
    await alive(page);
    const all = await page.evaluate(() => {
      const elements = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select')];
      elements.forEach((element, index) => element.setAttribute('data-order', String(index)));
      return elements.length;
    });
    expect(all).toBeGreaterThan(4);
    for (let index = 0; index < all; index++) {
      await page.keyboard.press('Tab');
      const at = await page.evaluate(() => {
        const element = document.activeElement!;
        const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element);
        const { width, height, left, right } = element.getBoundingClientRect();
        return { order: element.getAttribute('data-order'), outlineStyle, outlineWidth: parseFloat(outlineWidth), outlineColor, width, height, left, right };
      });
      expect(at.order).toBe(String(index));
      expect(at.outlineStyle).toBe('solid');
      expect(at.outlineWidth).toBeGreaterThanOrEqual(2);
      expect(at.width * at.height).toBeGreaterThan(24);
      expect(at.left).toBeGreaterThanOrEqual(0);
      expect(at.right).toBeLessThanOrEqual(1280);
    }
  });
}

test('icons take the reader’s own colour where colours are forced', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  for (const path of ['/', '/contact']) {
    await page.goto(path);
    const drawn = () => [...document.querySelectorAll('main .icon path')].map((part) => getComputedStyle(part).stroke);
    const text = await page.evaluate(() => getComputedStyle(document.querySelector('main h1')!).color);
    expect(new Set(await page.evaluate(drawn)), path).toEqual(new Set([text]));
  }
});

for (const storefront of ['index', 'rtl', 'spa', 'csp']) {
  test(`the demo storefront "${storefront}" is a good example`, async ({ page }) => {
    await page.goto(`${STOREFRONT}/${storefront}.html`);
    await expectNoViolation(page, storefront, 'html');
  });
}

test('the inline element is a good part of its page', async ({ page }) => {
  await page.goto(`${STOREFRONT}/inline.html`);
  await expect(page.frameLocator('desk-bell iframe').getByRole('heading', { name: 'Opening hours' })).toBeVisible();
  await expectNoViolation(page, 'inline', 'desk-bell');
});

test('the skip link leads to the content', async ({ page }) => {
  await page.goto('/contact');
  await alive(page);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeInViewport();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement!.closest('main') !== null)).toBe(true);
});

test('the launcher shows that it has the focus', async ({ page }) => {
  await page.goto(`${STOREFRONT}/reset.html`);
  const bell = new Bell(page);
  await expect(bell.launcher).toBeVisible();
  await page.keyboard.press('Shift+Tab');
  await expect(bell.launcher).toBeFocused();
  expect(await bell.launcher.evaluate((element) => getComputedStyle(element).outlineStyle)).not.toBe('none');
});
