// By spec, and beside each other: plain links and forms, whether scripts run or not.

import type { Page } from '@playwright/test';
import { expect, test } from './support/test.ts';

const results = (page: Page) => page.getByRole('heading', { name: /^Products that fit: \d+$/ });
const count = async (page: Page) => Number((await results(page).textContent())!.match(/\d+/)![0]);
const filter = (page: Page, name: string) => page.locator('.filters > details').filter({ has: page.getByRole('heading', { name, exact: true }) });

for (const javaScriptEnabled of [false, true]) {
  test.describe(javaScriptEnabled ? 'with scripts' : 'without scripts', () => {
    test.use({ javaScriptEnabled });

    test('from the kind of product to what fits, and back', async ({ page }) => {
      await page.goto('/choose/by-spec?lang=en');
      await page.getByRole('link', { name: 'Monitor (170)' }).click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Monitor');
      expect(await count(page)).toBe(170);
      const panel = filter(page, 'Panel');
      if (!(await panel.evaluate((details: HTMLDetailsElement) => details.open))) await panel.locator('summary').first().click();
      const ips = panel.getByRole('link', { name: /^IPS \(\d+\)$/ });
      const promised = Number((await ips.textContent())!.match(/\((\d+)\)/)![1]);
      await ips.click();
      expect(await count(page)).toBe(promised);
      await expect(page).toHaveURL(/[?&]lang=en(&|$)/);
      // Numbers in any unit, by keyboard alone.
      const size = filter(page, 'Size');
      if (!(await size.evaluate((details: HTMLDetailsElement) => details.open))) await size.locator('summary').first().click();
      await size.getByLabel('From').fill('68 cm');
      await size.getByLabel('From').press('Enter');
      await expect(page.getByRole('link', { name: 'Remove: Size: from 68 cm' })).toBeVisible();
      expect(await count(page)).toBeLessThan(promised);
      await page.getByRole('link', { name: 'Remove: Size: from 68 cm' }).click();
      expect(await count(page)).toBe(promised);
      await page.goBack();
      await expect(page.getByRole('link', { name: 'Remove: Size: from 68 cm' })).toBeVisible();
      await page.getByRole('link', { name: 'Remove all' }).click();
      expect(await count(page)).toBe(170);
    });

    test('ticked products stand beside each other, and can be taken out', async ({ page }) => {
      await page.goto('/choose/by-spec?lang=en&kind=Monitor&sort=price');
      await expect(page.getByRole('combobox', { name: 'Order' })).toHaveValue('price');
      const boxes = page.getByRole('checkbox');
      for (const at of [0, 1, 2]) await boxes.nth(at).check();
      await page.getByRole('button', { name: 'Compare what is ticked' }).click();
      await expect(page.getByRole('columnheader')).toHaveCount(3);
      const headings = await page.getByRole('heading', { level: 2 }).allTextContents();
      expect(headings[0]).toBe('What differs');
      await page.getByRole('link', { name: /^Remove: / }).first().click();
      await expect(page.getByRole('columnheader')).toHaveCount(2);
      await page.getByRole('link', { name: 'Add another product' }).click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Monitor');
      // The two go along, wherever they stand in the list.
      await page.getByRole('checkbox', { checked: false }).first().check();
      await page.getByRole('button', { name: 'Compare what is ticked' }).click();
      await expect(page.getByRole('columnheader')).toHaveCount(3);
      await page.getByRole('columnheader').first().getByRole('link').first().click();
      await expect(page.getByRole('heading', { name: 'Specifications' })).toBeVisible();
    });
  });
}

test('where nothing fits, one press leads to what does', async ({ page }) => {
  await page.goto('/choose/by-spec?lang=en&kind=Monitor&s.Size=28.5..29.5&s.Panel=OLED');
  await expect(page.getByRole('heading', { name: /come closest/ })).toBeVisible();
  const way = page.getByRole('link', { name: /\(then \d+\)$/ }).first();
  const promised = Number((await way.textContent())!.match(/then (\d+)/)![1]);
  await way.click();
  expect(await count(page)).toBe(promised);
});

test('four products are read on a phone, and printed whole', async ({ page }) => {
  const ids = ['acer-nitro-kg251q-z', 'acer-nitro-xv272u-vbmiiprx', 'acer-nitro-xv275k-p3', 'acer-predator-x32-x'];
  await page.goto(`/choose/compare?lang=en&${ids.map((id) => `p=desk.${id}`).join('&')}`);
  await page.setViewportSize({ width: 320, height: 640 });
  const region = page.getByRole('region', { name: 'Compare' });
  const [needed, given] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  expect(needed).toBeLessThanOrEqual(given);
  // What is wider scrolls by itself, by keyboard too.
  await region.focus();
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => region.evaluate((element) => element.scrollLeft)).toBeGreaterThan(0);
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('link', { name: /^See it in the shop/ }).first()).toBeHidden();
});
