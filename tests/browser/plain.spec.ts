// Without JavaScript every page is whole, and every link and form works.

import { expect, test } from './support/test.ts';

test.use({ javaScriptEnabled: false });

test('home says who and where the shop is', async ({ page }) => {
  await page.goto('/');
  await expect(page).toHaveTitle('Help – Lindenhof Computer');
  await expect(page.locator('.status')).toHaveText(/^(Open now|Closed), /);
  await expect(page.getByText('Naumannstraße 182')).toBeVisible();
  await expect(page.getByRole('link', { name: /^\+49/ }).first()).toHaveAttribute('href', /^tel:\+49\d+$/);
  await expect(page.getByRole('link', { name: /@lindenhof\.example/ }).first()).toHaveAttribute('href', /^mailto:/);
});

test('contact shows every way, hour, place and person', async ({ page, request }) => {
  await page.goto('/');
  await page.getByRole('navigation').getByRole('link', { name: 'Contact' }).click();
  await expect(page).toHaveURL('/contact');
  for (const heading of ['Opening hours', 'Phone', 'E-mail', 'Messages', 'Where we are', 'Whom to ask']) {
    await expect(page.getByRole('heading', { name: heading, level: 2 })).toBeVisible();
  }
  await expect(page.getByRole('row', { name: /German Unity Day|Christmas|Epiphany|Stock-taking/ }).first()).toBeVisible();
  const photos = page.locator('.person img');
  expect(await photos.count()).toBeGreaterThan(5);
  for (const photo of await photos.all()) {
    await photo.scrollIntoViewIfNeeded();
    await expect.poll(() => photo.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth)).toBeGreaterThan(0);
  }
  const card = await page.getByRole('link', { name: 'Save to my contacts' }).getAttribute('href');
  const response = await request.get(card!);
  expect(response.headers()['content-type']).toContain('text/vcard');
  expect(await response.text()).toMatch(/^BEGIN:VCARD\r\n/);
});

test('the question is a form whose answer is a page', async ({ page }) => {
  await page.goto('/?site=lindenhof&lang=en');
  await page.getByRole('searchbox', { name: 'What is it about?' }).fill('broken fan');
  await page.getByRole('button', { name: 'Find the right person' }).click();
  await expect(page).toHaveURL('/?site=lindenhof&lang=en&q=broken+fan');
  await expect(page.getByRole('heading', { name: 'They can help with “broken fan”' })).toBeVisible();
  await expect(page.locator('.person').first()).toContainText('Samira Haddad');
  await expect(page.locator('.person')).not.toContainText(['Jonas Petersen']);
  await expect(page.getByRole('searchbox')).toHaveValue('broken fan');
});

test('a topic is a link to its people', async ({ page }) => {
  await page.goto('/?lang=en');
  await page.getByRole('link', { name: 'Orders & delivery' }).click();
  await expect(page).toHaveURL('/?lang=en&q=Orders%20%26%20delivery');
  await expect(page.locator('.person').first()).toContainText('Jonas Petersen');
});

test('a question that nobody answers leads to the shop itself', async ({ page }) => {
  await page.goto('/?q=unicorns');
  await expect(page.getByRole('heading', { name: /no specialist for “unicorns”/ })).toBeVisible();
  await expect(page.locator('.person')).toHaveCount(0);
  await expect(page.locator('.finder').getByRole('link', { name: /^\+49/ }).first()).toBeVisible();
});

test('the language is a form that stays on its page', async ({ page }) => {
  await page.goto('/contact?site=lindenhof');
  await page.getByLabel('Language').selectOption('ar');
  await page.getByRole('button', { name: 'Change' }).click();
  await expect(page).toHaveURL('/contact?site=lindenhof&lang=ar');
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  await expect(page.locator('select')).toHaveValue('ar');
});

test('what is missing is told with a way on', async ({ page, log }) => {
  log.expect(/status of 404/);
  await page.goto('/orderz');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This page does not exist');
  await page.getByRole('main').getByRole('link', { name: 'Contact' }).click();
  await expect(page).toHaveURL('/contact');
  await page.goto('/?site=lindenhoff');
  await expect(page.getByRole('main')).toContainText('Did you mean lindenhof?');
});
