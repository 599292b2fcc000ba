// A product put together: with the app and without, by keyboard, on a phone, and into the shop's cart.

import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { Bell, storefront } from './support/bell.ts';
import { stranger } from './support/orders.ts';
import { alive, expect, test } from './support/test.ts';

test.use({ extraHTTPHeaders: stranger() });

const PC = '/configure/desk.pc-to-measure';

const total = (page: Page) => page.locator('.sum [role=status] strong');
const alert = (page: Page) => page.locator('.sum [role=alert]');
const choice = (page: Page, option: string, name: string | RegExp) => page.getByRole('group', { name: option }).getByRole('radio', { name });
const hold = (page: Page) => page.getByRole('button', { name: 'Hold this price' });

async function open(page: Page, query = '') {
  await page.goto(`${PC}?lang=en${query}`);
  await alive(page);
}

/** The amount told, in cents. */
const amount = async (page: Page) => Number((await total(page).textContent())!.replace(/[^0-9]/g, ''));

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('a price is asked for, held, and changed', async ({ page }) => {
    await page.goto(`${PC}?lang=en`);
    const before = await amount(page);
    await choice(page, 'Processor', /9800X3D/).check();
    await page.getByRole('button', { name: 'Update the price' }).click();
    await expect(page).toHaveURL(/processor=ryzen-7-9800x3d/);
    expect(await amount(page)).toBeGreaterThan(before);
    await choice(page, 'Motherboard', /Z890/).check();
    await page.getByRole('button', { name: 'Update the price' }).click();
    await expect(alert(page)).toContainText('different sockets');
    await expect(hold(page)).toHaveCount(0);
    await alert(page).getByRole('link', { name: 'Change it so that it fits' }).click();
    await expect(alert(page)).toHaveCount(0);
    const shown = (await total(page).textContent())!.replace(/^Total\s*/, '');
    await hold(page).click();
    await expect(page).toHaveURL(/\/quote\//);
    await expect(page.getByText(shown, { exact: true })).toBeVisible();
    await expect(page.getByText(/^We hold this price until /)).toBeVisible();
    await page.getByRole('link', { name: 'Change something' }).click();
    await expect(total(page)).toContainText(shown);
  });
});

test('every change is answered at once, without a request, and stands in the address', async ({ page }) => {
  await open(page);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  const before = await amount(page);
  await choice(page, 'Memory', /Flare X5 32/).check();
  await page.getByRole('spinbutton', { name: 'How many' }).first().fill('2');
  // 84.99 each from two on.
  await expect(total(page)).not.toHaveText(new RegExp(String(before)));
  await expect(page).toHaveURL(/memory=flare-x5-32\*2/);
  await choice(page, 'Hard disk for the archive', /IronWolf/).check();
  await expect(page.locator('.sum [role=status] .what')).toContainText('probably arrives');
  const after = await amount(page);
  // Other pages are fetched ahead.
  expect(asked.filter((path) => path.includes('configure'))).toEqual([]);
  // The edge says the same of that address.
  const address = page.url();
  await page.goto('about:blank');
  await page.goto(address);
  expect(await amount(page)).toBe(after);
});

test('what does not go together is repaired by one press, and the way back leads to it', async ({ page }) => {
  await open(page);
  await choice(page, 'Processor', /Ultra 7 265KF/).check();
  await expect(alert(page)).toContainText('Processor and motherboard have different sockets.');
  await expect(hold(page)).toHaveCount(0);
  await expect(page).toHaveURL(/processor=core-ultra-7-265kf/);
  await alert(page).getByRole('link').press('Enter');
  await expect(alert(page)).toHaveCount(0);
  await expect(page.locator('.sum')).toBeFocused();
  // What was chosen last stays; the board changes.
  await expect(choice(page, 'Processor', /Ultra 7 265KF/)).toBeChecked();
  await expect(choice(page, 'Motherboard', /Z890/)).toBeChecked();
  await page.goBack();
  await expect(alert(page)).toBeVisible();
  await page.goForward();
  await expect(alert(page)).toHaveCount(0);
});

test('what was chosen before the app was there stays chosen', async ({ page }) => {
  let come = () => {};
  const held = new Promise<void>((resolve) => (come = resolve));
  await page.route(/\.wasm$/, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(`${PC}?lang=en`);
  await choice(page, 'Warranty', /5 years/).check();
  come();
  await alive(page);
  await expect(choice(page, 'Warranty', /5 years/)).toBeChecked();
  await expect(page).toHaveURL(/warranty=5-years/);
});

test('from the panel the cart opens in the shop’s own window', async ({ page, log }) => {
  log.allow('https://lindenhof.example');
  log.expect(/lindenhof\.example/, /ERR_NAME_NOT_RESOLVED|ERR_CONNECTION|ERR_INTERNET|ERR_TUNNEL|ERR_PROXY/);
  await storefront(page);
  const bell = new Bell(page);
  await bell.ring();
  await bell.alive();
  const frame = await bell.frame();
  await frame.goto(`${new URL(frame.url()).origin}${PC}?site=lindenhof&lang=en&embed=panel`);
  await bell.inside.getByRole('button', { name: 'Hold this price' }).click();
  const asked = page.waitForRequest((request) => request.url().startsWith('https://lindenhof.example/cart/add?product=pc-to-measure'));
  await bell.inside.getByRole('button', { name: 'Into the cart' }).click();
  const request = await asked;
  expect(request.frame()).toBe(page.mainFrame());
  expect(new URL(request.url()).searchParams.get('quote')).toMatch(/^[A-Za-z0-9_-]+$/);
});

for (const [name, lang, width] of [
  ['on a narrow phone', 'en', 320],
  ['right to left', 'ar', 390],
  ['on a desk', 'de', 1280],
] as const) {
  test(`it is accessible and fits ${name}`, async ({ page }) => {
    await page.setViewportSize({ width, height: 720 });
    await page.goto(`${PC}?lang=${lang}&processor=core-ultra-5-245k`);
    await alive(page);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    expect((await new AxeBuilder({ page }).setLegacyMode(true).analyze()).violations).toEqual([]);
    await page.goto(`${PC}?lang=${lang}`);
    await page.locator('button[formmethod=post]').click();
    await expect(page).toHaveURL(/\/quote\//);
    expect((await new AxeBuilder({ page }).setLegacyMode(true).analyze()).violations).toEqual([]);
  });
}
