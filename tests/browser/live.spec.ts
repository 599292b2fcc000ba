// With the app: panels change without a reload, and all that a browser promises of pages still holds.

import type { Page } from '@playwright/test';
import { alive, expect, hold, test } from './support/test.ts';

const heading = (page: Page) => page.getByRole('heading', { level: 1 });
const nav = (page: Page, name: string) => page.getByRole('navigation').getByRole('link', { name });

/** Opens a page that can tell later whether it is still the same document. */
async function open(page: Page, path: string) {
  await page.goto(path);
  await alive(page);
  await page.evaluate(() => Object.assign(window, { first: true }));
}

const isFirst = (page: Page) => page.evaluate(() => 'first' in window);

test('panels change in place, with address, title, focus and history', async ({ page }) => {
  await open(page, '/?lang=en');
  await nav(page, 'Contact').click();
  await expect(heading(page)).toHaveText('Contact');
  await expect(heading(page)).toBeFocused();
  await expect(page).toHaveURL('/contact?lang=en');
  await expect(page).toHaveTitle('Contact – Lindenhof Computer');
  await expect(nav(page, 'Contact')).toHaveAttribute('aria-current', 'page');
  await page.goBack();
  await expect(heading(page)).toHaveText('How can we help?');
  await expect(heading(page)).toBeFocused();
  await expect(page).toHaveURL('/?lang=en');
  await expect(page).toHaveTitle('Help – Lindenhof Computer');
  await page.goForward();
  await expect(heading(page)).toHaveText('Contact');
  await expect(page).toHaveTitle('Contact – Lindenhof Computer');
  expect(await isFirst(page)).toBe(true);
});

/** The other panels, as the app asks for them before anybody presses. */
const OTHERS = ['/api/choose', '/api/orders', '/api/ask', '/api/contact'];

for (const saveData of [false, true]) {
  test(`the other panel is there before the press${saveData ? ', unless data is to be saved' : ''}`, async ({ page }) => {
    if (saveData) await page.addInitScript(() => Object.defineProperty(navigator.connection, 'saveData', { get: () => true }));
    const asked: string[] = [];
    page.on('request', (request) => request.url().includes('/api/') && asked.push(new URL(request.url()).pathname));
    await page.goto('/');
    await page.getByRole('searchbox').focus();
    await alive(page);
    await page.waitForLoadState('networkidle');
    expect(asked).toEqual(saveData ? [] : OTHERS);
    await nav(page, 'Contact').click();
    await expect(heading(page)).toHaveText('Contact');
    await nav(page, 'Help').click();
    await expect(heading(page)).toHaveText('How can we help?');
    expect(asked).toEqual(saveData ? ['/api/contact'] : OTHERS);
  });
}

test('a page that came with a question is not fetched again without it', async ({ page }) => {
  const asked: string[] = [];
  page.on('request', (request) => request.url().includes('/api/') && asked.push(new URL(request.url()).pathname));
  await open(page, '/?q=invoice+please&lang=en');
  await page.waitForLoadState('networkidle');
  await nav(page, 'Contact').click();
  await expect(heading(page)).toHaveText('Contact');
  await nav(page, 'Help').click();
  await expect(page.getByRole('searchbox')).toHaveValue('');
  await expect(page.getByRole('status')).toBeEmpty();
  for (const _ of ['Help', 'Contact']) await page.goBack();
  await expect(page.getByRole('searchbox')).toHaveValue('invoice please');
  await expect(page.locator('.person').first()).toContainText('Linh Nguyen');
  expect(asked).toEqual(OTHERS);
});

test('a changed panel begins at its top', async ({ page }) => {
  await page.setViewportSize({ width: 375, height: 500 });
  await open(page, '/');
  await page.getByRole('link', { name: /All addresses/ }).scrollIntoViewIfNeeded();
  await page.evaluate(() => scrollTo(0, 300));
  await page.getByRole('link', { name: /All addresses/ }).click();
  await expect(heading(page)).toHaveText('Contact');
  expect(await page.evaluate(() => scrollY)).toBe(0);
});

test('the finder answers while one types, without asking the network', async ({ page }) => {
  await open(page, '/');
  await page.waitForLoadState('networkidle');
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  const people = page.locator('.person');
  const all = await people.count();
  await page.getByRole('searchbox').pressSequentially('invoice');
  await expect(page.getByRole('status')).toHaveText('They can help with “invoice”');
  await expect(people).toHaveCount(2);
  await expect(people.first()).toContainText('Linh Nguyen');
  await page.getByRole('searchbox').fill('');
  await expect(people).toHaveCount(all);
  await expect(page.getByRole('status')).toBeEmpty();
  // A portrait may come; no page and no answer.
  expect(asked.filter((url) => !url.includes('/files/'))).toEqual([]);
});

test('what was typed before the app came is kept, and answered', async ({ page }) => {
  const come = await hold(page, '**/*.wasm');
  await page.goto('/');
  await page.getByRole('searchbox').pressSequentially('invoice');
  come();
  await alive(page);
  await expect(page.getByRole('searchbox')).toHaveValue('invoice');
  await expect(page.getByRole('searchbox')).toBeFocused();
  await expect(page.locator('.person').first()).toContainText('Linh Nguyen');
  await page.getByRole('searchbox').press('End');
  await page.getByRole('searchbox').pressSequentially('s');
  await expect(page.getByRole('status')).toHaveText('They can help with “invoices”');
});

test('Enter gives the answer an address that keeps', async ({ page }) => {
  await open(page, '/?lang=en');
  await page.getByRole('searchbox').fill('broken & noisy');
  await page.getByRole('searchbox').press('Enter');
  await expect(page).toHaveURL('/?lang=en&q=broken%20%26%20noisy');
  expect(await isFirst(page)).toBe(true);
  await page.goBack();
  await expect(page.getByRole('searchbox')).toHaveValue('');
  await page.goForward();
  await expect(page.getByRole('searchbox')).toHaveValue('broken & noisy');
  await expect(page.getByRole('status')).toContainText('broken & noisy');
  expect(await isFirst(page)).toBe(true);
  await page.reload();
  await expect(page.getByRole('status')).toContainText('broken & noisy');
});

test('a topic asks its question', async ({ page }) => {
  await open(page, '/?lang=en');
  await page.getByRole('link', { name: 'Repairs & warranty' }).click();
  await expect(page.getByRole('searchbox')).toHaveValue('Repairs & warranty');
  await expect(page.locator('.person').first()).toContainText('Samira Haddad');
  await expect(page).toHaveURL('/?lang=en&q=Repairs%20%26%20warranty');
  expect(await isFirst(page)).toBe(true);
});

const FAILURES = [
  ['no connection', { abort: true }],
  ['a failing edge', { status: 503, contentType: 'application/problem+json', body: '{"type":"unavailable","status":503}' }],
  ['a portal that answers for the edge', { status: 200, contentType: 'text/html', body: '<p>Accept the terms' }],
] as const;

for (const [name, answer] of FAILURES) {
  test(`a panel that does not load is told, and tried again: ${name}`, async ({ page, log }) => {
    log.expect(/Failed to load resource/, /^failed: .*\/api\/contact/);
    // The page was asked for ahead of the press; that this failed is told to nobody.
    await page.route('**/api/contact*', (route) => ('abort' in answer ? route.abort('connectionreset') : route.fulfill(answer)));
    await open(page, '/');
    await expect(page.getByRole('alert')).toHaveCount(0);
    await nav(page, 'Contact').click();
    await expect(page.getByRole('alert')).toContainText('This page did not load.');
    await expect(heading(page)).toHaveText('How can we help?');
    await page.unroute('**/api/contact*');
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(heading(page)).toHaveText('Contact');
    await expect(heading(page)).toBeFocused();
    await expect(page.getByRole('alert')).toHaveCount(0);
    await expect(page).toHaveURL('/contact');
    expect(await isFirst(page)).toBe(true);
  });
}

test('a slow panel is announced', async ({ page }) => {
  const answer = await hold(page, '**/api/contact*');
  await open(page, '/');
  await nav(page, 'Contact').click();
  await expect(page.getByRole('status').filter({ hasText: 'Loading…' })).toBeVisible();
  answer();
  await expect(heading(page)).toHaveText('Contact');
  await expect(page.getByText('Loading…')).toHaveCount(0);
});

test('a link that is not a page of ours, or is opened elsewhere, is the browser’s', async ({ page, context }) => {
  await open(page, '/');
  const [other] = await Promise.all([context.waitForEvent('page'), nav(page, 'Contact').click({ modifiers: ['ControlOrMeta'] })]);
  await expect(heading(other)).toHaveText('Contact');
  await expect(heading(page)).toHaveText('How can we help?');
  await nav(page, 'Contact').click();
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Save to my contacts' }).click()]);
  expect(file.suggestedFilename()).toBe('lindenhof.vcf');
  await expect(page.getByRole('link', { name: /^Map: / }).first()).toHaveAttribute('target', '_blank');
});
