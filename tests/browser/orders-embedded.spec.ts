// Where is my order, in a storefront's panel: what the shop may say, and what it never learns.

import { Bell, call, events, loaded, recordEvents, storefront } from './support/bell.ts';
import { identity, lookUp, seen, stranger } from './support/orders.ts';
import { expect, test } from './support/test.ts';

test.use({ extraHTTPHeaders: stranger() });

test('a number that the shop gives is filled in, and nothing personal comes back', async ({ page }) => {
  const urls: string[] = [];
  page.on('request', (request) => urls.push(request.url()));
  await recordEvents(page);
  await storefront(page);
  await loaded(page);
  await call(page, 'order', { number: 'LC-20214' });
  const bell = new Bell(page);
  await expect(bell.heading).toBeFocused();
  await expect(bell.inside.getByLabel('Order number')).toHaveValue('LC-20214');
  await bell.alive();
  await lookUp(bell.inside).proof.fill('chiara@example.com');
  await lookUp(bell.inside).find.click();
  await expect(bell.inside.getByText('Order LC-20214')).toBeVisible();
  await expect.poll(async () => (await events(page)).filter(([name]) => name === 'order')).toEqual([['order', { state: expect.stringMatching(/^[a-z-]+$/) }]]);
  const told = await seen(page, await events(page), urls);
  for (const canary of ['LC-20214', 'chiara']) expect(told.includes(canary), canary).toBe(false);
  for (const frame of page.frames()) expect(frame.url()).not.toMatch(/LC-20214|chiara|token/);
});

test('the calendar is downloaded from the panel', async ({ page }) => {
  await storefront(page, { snippet: 'data-panel="orders"' });
  const bell = new Bell(page);
  await bell.ring();
  await bell.alive();
  await lookUp(bell.inside).send('LC-20377', 'liam@example.com');
  const button = bell.inside.getByRole('button', { name: 'Add to my calendar' }).first();
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  expect(download.suggestedFilename()).toMatch(/\.ics$/);
  await expect(button).toBeVisible();
});

test('who the shop says they are sees their orders, and nothing once they have left', async ({ page }) => {
  const urls: string[] = [];
  page.on('request', (request) => urls.push(request.url()));
  const token = identity('chiara@example.com');
  await recordEvents(page);
  await storefront(page, { snippet: 'data-panel="orders" data-preload="none"' });
  await loaded(page);
  await call(page, 'identify', { token });
  const bell = new Bell(page);
  await bell.ring();
  await bell.alive();
  await expect(bell.inside.getByRole('heading', { name: 'Your orders' })).toBeVisible();
  const own = bell.inside.getByRole('button', { name: /Order LC-/ });
  await expect(own).toHaveCount(2);
  await own.filter({ hasText: 'LC-20371' }).click();
  await expect(bell.heading).toHaveText('Partly on its way');
  await expect(bell.heading).toBeFocused();
  const frame = await bell.frame();
  await frame.evaluate(() => history.back());
  await expect(own).toHaveCount(2);
  const told = await seen(page, await events(page), urls);
  for (const canary of ['LC-20371', 'chiara', token]) expect(told.includes(canary), canary).toBe(false);
  await call(page, 'logout');
  await expect(bell.inside.getByRole('heading', { name: 'Your orders' })).toHaveCount(0);
  await expect(lookUp(bell.inside).find).toBeVisible();
  await frame.evaluate(() => history.forward());
  await expect(lookUp(bell.inside).find).toBeVisible();
  await expect(bell.inside.getByText('LC-20371')).toHaveCount(0);
});

test('an identity that is not good leaves the form, and is told to the shop', async ({ page, log }) => {
  log.expect(/status of 403/);
  await recordEvents(page);
  await storefront(page, { snippet: 'data-panel="orders" data-preload="none"' });
  await loaded(page);
  await call(page, 'identify', { token: 'forged' });
  const bell = new Bell(page);
  await bell.ring();
  await expect.poll(async () => (await events(page)).filter(([name]) => name === 'error')).toEqual([['error', { message: expect.stringMatching(/./) }]]);
  await expect(lookUp(bell.inside).find).toBeVisible();
});
