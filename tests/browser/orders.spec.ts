// Where is my order: with the app and without, by keyboard, and with nothing personal where it does not belong.

import type { Page } from '@playwright/test';
import { changed, everything, lookUp, showOrder, stranger } from './support/orders.ts';
import { clockHeader, HELP } from './support/places.ts';
import { snapshot } from './support/snapshot.ts';
import { alive, expect, hold, test } from './support/test.ts';

// How often one order may be looked up is limited too: tests share none of them more than a few times.
// And what the demo's orders say of days is of their own time.
test.use({ extraHTTPHeaders: { ...stranger(), ...clockHeader('2026-11-22T11:00:00Z') } });

const heading = (page: Page) => page.getByRole('heading', { level: 1 });
const status = (page: Page) => page.locator('form[data-live=by] [role=status]');

async function open(page: Page, path = '/orders?lang=en') {
  await page.goto(path);
  await alive(page);
}

/** The order is shown: its headline is the heading, and has the focus. */
async function expectOrder(page: Page, headline: string) {
  await expect(heading(page)).toHaveText(headline);
  await expect(page.getByRole('heading', { name: 'How far it is' })).toBeVisible();
}

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('from the first page to the order, its days and its calendar', async ({ page }) => {
    await page.goto('/?lang=en');
    await page.getByRole('link', { name: 'Where is my order?' }).click();
    await expect(page).toHaveURL('/orders?lang=en');
    await lookUp(page).send(' #lc-20371 ', 'chiara@example.com');
    await expectOrder(page, 'Partly on its way');
    await expect(page).toHaveURL('/orders?lang=en');
    await expect(page.locator('[aria-current=step]')).toHaveCount(1);
    await expect(page.getByText(/^Step \d+ of \d+: /)).toHaveCount(1);
    await expect(page.getByRole('heading', { name: 'Parcel 1 of 2' })).toBeVisible();
    await expect(page.getByText('00340434161094015902', { exact: true })).toHaveAttribute('dir', 'ltr');
    const carrier = page.getByRole('link', { name: /^Track this parcel/ });
    await expect(carrier).toHaveAttribute('href', /^https:\/\/www\.dhl\.de\//);
    await expect(carrier).toHaveAttribute('target', '_blank');
    await page.getByText('What has happened so far').first().click();
    await expect(page.getByText('Loaded for delivery')).toBeVisible();

    await page.getByLabel('Will it arrive by …?').fill('2030-01-01');
    await page.getByRole('button', { name: 'Check' }).click();
    await expect(page.getByRole('status')).toContainText([/^(Yes|We cannot say yet)/]);
    await expect(page.getByLabel('Will it arrive by …?')).toHaveValue('2030-01-01');

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Add to my calendar' }).first().click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/\.ics$/);
    await page.getByRole('link', { name: 'Look up another order' }).click();
    await expect(lookUp(page).number).toHaveValue('');
  });

  test('what does not fit together is told, and nothing of it is repeated', async ({ page, log }) => {
    log.expect(/status of 4\d\d/);
    await page.goto('/orders?lang=en');
    await lookUp(page).send('LC-20365', 'canary-7@example.com');
    await expect(page.getByRole('alert')).not.toBeEmpty();
    await expect(lookUp(page).number).toHaveValue('');
    expect(await page.content()).not.toContain('canary-7');
    await lookUp(page).send('LC-20365', 'deniz@example.com');
    await expect(page.getByRole('heading', { name: 'Tracking number' }).or(page.getByText('Tracking number'))).toBeVisible();
  });
});

test('the app shows the order in place, and the way back is the form', async ({ page }) => {
  await open(page);
  await page.evaluate(() => Object.assign(window, { first: true }));
  await lookUp(page).send('LC-20371', '20095');
  await expectOrder(page, 'Partly on its way');
  await expect(heading(page)).toBeFocused();
  await expect(page).toHaveTitle('Partly on its way – Lindenhof Computer');
  await expect(page).toHaveURL('/orders?lang=en');
  expect(await page.evaluate(() => [history.state, JSON.stringify(localStorage), document.cookie])).toEqual([true, '{}', '']);
  await page.goBack();
  await expect(lookUp(page).find).toBeVisible();
  await expect(heading(page)).toHaveText('My order');
  await page.goForward();
  await expectOrder(page, 'Partly on its way');
  await page.getByRole('link', { name: 'Look up another order' }).click();
  await expect(lookUp(page).number).toHaveValue('');
  expect(await page.evaluate(() => 'first' in window)).toBe(true);
});

test('by keyboard alone', async ({ page }) => {
  await open(page);
  await lookUp(page).number.focus();
  await page.keyboard.type('LC-20371');
  await page.keyboard.press('Tab');
  await page.keyboard.type('chiara@example.com');
  await page.keyboard.press('Enter');
  await expect(heading(page)).toBeFocused();
  await expectOrder(page, 'Partly on its way');
  const reached: string[] = [];
  for (let at = 0; at < 60 && !reached.includes('Look up another order'); at++) {
    await page.keyboard.press('Tab');
    reached.push(await page.evaluate(() => document.activeElement!.textContent!.trim() || document.activeElement!.id));
  }
  expect(reached).toEqual(expect.arrayContaining(['by', 'Check', 'Add to my calendar', 'What has happened so far', 'Look up another order']));
});

test('wrong, then right: it is told at the form, and what was typed stays', async ({ page, log }) => {
  log.expect(/status of 404/);
  await open(page);
  await lookUp(page).send('LC-20411', 'nobody@example.com');
  await expect(page.getByRole('alert')).toContainText(/number/);
  await expect(lookUp(page).number).toHaveValue('LC-20411');
  await expect(lookUp(page).proof).toHaveValue('nobody@example.com');
  await expect(lookUp(page).find).toBeFocused();
  await lookUp(page).proof.fill('ivo@example.com');
  await lookUp(page).find.click();
  await expect(heading(page)).not.toHaveText('My order');
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('a field that cannot be right says so itself, and gets the focus', async ({ page, log }) => {
  log.expect(/status of 422/);
  await open(page);
  await lookUp(page).send('I do not know it', '20095');
  await expect(lookUp(page).number).toHaveAttribute('aria-invalid', 'true');
  await expect(lookUp(page).number).toBeFocused();
  const described = await lookUp(page).number.evaluate((field) =>
    field.getAttribute('aria-describedby')!.split(' ').map((id) => document.getElementById(id)!.textContent));
  expect(described).toEqual([await page.getByRole('alert').textContent(), 'It is in the e-mail that confirmed your order.']);
});

test('a form is sent once however often it is pressed, and says that it is on its way', async ({ page }) => {
  await open(page);
  const sent: string[] = [];
  page.on('request', (request) => request.method() === 'POST' && sent.push(request.url()));
  const come = await hold(page, '**/api/orders?*');
  await lookUp(page).send('LC-20389', 'kim@example.com');
  await expect(page.locator('form[aria-busy=true]')).toBeVisible();
  await expect(page.getByRole('status')).toHaveText('Loading…');
  await lookUp(page).find.click();
  await lookUp(page).number.press('Enter');
  come();
  await expect(page.getByRole('heading', { name: 'How far it is' })).toBeVisible();
  expect(sent).toEqual([`${HELP}/api/orders?lang=en`]);
});

test('who has gone elsewhere meanwhile is left there', async ({ page }) => {
  await open(page);
  const come = await hold(page, '**/api/orders?*');
  await lookUp(page).send('LC-20389', 'kim@example.com');
  await page.getByRole('navigation').getByRole('link', { name: 'Contact' }).click();
  await expect(heading(page)).toHaveText('Contact');
  const answered = page.waitForResponse('**/api/orders?*');
  come();
  await answered;
  await page.evaluate(() => new Promise((done) => setTimeout(done, 100)));
  await expect(heading(page)).toHaveText('Contact');
});

test('without a network the page says what to do, and keeps what was typed', async ({ page, log }) => {
  log.expect(/ERR_(FAILED|INTERNET)/);
  await open(page);
  await page.route('**/api/orders?*', (route) => route.abort());
  await lookUp(page).send('LC-20398', 'bruno@example.com');
  await expect(page.getByRole('alert')).toContainText('Check your connection');
  await expect(lookUp(page).proof).toHaveValue('bruno@example.com');
  await page.unroute('**/api/orders?*');
  await lookUp(page).find.click();
  await expect(page.getByRole('heading', { name: 'How far it is' })).toBeVisible();
});

test('whether it arrives in time is answered at once, in the edge’s own words', async ({ page, request }) => {
  await open(page);
  await lookUp(page).send('LC-20377', 'liam@example.com');
  const by = page.getByLabel('Will it arrive by …?');
  await expect(by).toBeVisible();
  const token = await page.locator('[name=token]').first().inputValue();
  const sent: string[] = [];
  page.on('request', (request) => sent.push(request.url()));
  const soon = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const said: [string, string][] = [];
  for (const day of [soon(-3), soon(1), soon(3), soon(6), soon(40)]) {
    await by.fill(day);
    await expect(status(page)).not.toBeEmpty();
    said.push([day, (await status(page).textContent())!]);
  }
  await by.press('Enter');
  expect(sent).toEqual([]);
  expect(new Set(said.map(([, text]) => text.split(/[.,]/)[0])).size, String(said)).toBeGreaterThan(1);
  for (const [day, text] of said) {
    const response = await request.post(`${HELP}/api/orders?lang=en`, { form: { token, by: day }, headers: { origin: HELP } });
    const { order } = await response.json();
    expect(order.by_answer, day).toBe(text);
  }
});

test('a page that the browser itself has posted is taken over as it is', async ({ page }) => {
  await open(page);
  await lookUp(page).fill('LC-20261', 'oskar@example.com');
  // Not the event that the app listens for.
  await page.locator('form[data-live]').evaluate((form: HTMLFormElement) => form.submit());
  await expect(heading(page)).not.toHaveText('My order');
  await alive(page);
  await page.getByRole('navigation').getByRole('link', { name: 'Contact' }).click();
  await expect(heading(page)).toHaveText('Contact');
  await page.goBack();
  await expect(page.getByRole('heading', { name: 'What you ordered' }).or(page.getByText('Order LC-20261')).first()).toBeVisible();
  await page.getByRole('navigation').getByRole('link', { name: 'My order' }).click();
  await expect(lookUp(page).find).toBeVisible();
});

test('the app draws what the edge has drawn, to the letter', async ({ page, browser }) => {
  const plain = await browser.newContext({ javaScriptEnabled: false, baseURL: HELP, locale: 'en-US', timezoneId: 'Europe/Berlin' });
  const before = await plain.newPage();
  const drawn: string[] = [];
  for (const one of [before, page]) {
    await one.goto('/orders?lang=en');
    await lookUp(one).fill('LC-20188', 'grete@example.com');
    if (one === page) {
      await alive(page);
      await page.locator('form[data-live]').evaluate((form: HTMLFormElement) => form.submit());
      await expect(heading(page)).not.toHaveText('My order');
      await alive(page);
    } else {
      await lookUp(one).find.click();
      await expect(heading(one)).not.toHaveText('My order');
    }
    // What is sealed, and what names a write, is new in every answer; so is the data, which has both.
    const lines = (await snapshot(one)).replace(/("token"|"key") type="hidden" value="[^"]*"> \S*/g, '$1').split('\n');
    drawn.push(lines.filter((line) => !line.trim().startsWith('"{')).join('\n'));
  }
  expect(drawn[1]).toBe(drawn[0]);
  await plain.close();
});

test('an order of 500 things opens on the first of them, and all are there', async ({ page }) => {
  await changed(page, everything);
  await open(page);
  await showOrder(page, 'LC-20340', 'mira@example.com');
  await expect(page.getByText('Thing 10', { exact: true })).toBeVisible();
  await expect(page.getByText('Thing 11', { exact: true })).toBeHidden();
  await page.getByText('Show 490 more').click();
  await expect(page.getByText('Thing 500', { exact: true })).toBeVisible();
});

test('what is ticked and typed outlives the clock and a failure', async ({ page, log }) => {
  log.expect(/ERR_FAILED/);
  await changed(page, everything);
  await page.clock.install();
  await open(page);
  await showOrder(page, 'LC-20340', 'mira@example.com');
  await page.getByRole('checkbox', { name: 'Delivered' }).check();
  await page.getByRole('checkbox', { name: 'Shipped' }).uncheck();
  await page.getByText('Something is wrong?').click();
  await page.getByRole('radio', { name: 'Damaged' }).check();
  await page.getByLabel('What happened?').fill('It fell.');
  await page.getByLabel('Your e-mail address').last().fill('mira@example.com');
  await page.clock.runFor(25_000);
  const sent: string[] = [];
  await page.route('**/api/orders/problem?*', (route) => {
    sent.push(route.request().postData()!);
    return route.abort();
  });
  await page.getByRole('button', { name: 'Send to the shop' }).click();
  await expect(page.getByRole('alert').last()).toContainText('Check your connection');
  await expect(page.getByRole('checkbox', { name: 'Delivered' })).toBeChecked();
  await expect(page.getByRole('checkbox', { name: 'Shipped' })).not.toBeChecked();
  await expect(page.getByRole('radio', { name: 'Damaged' })).toBeChecked();
  await expect(page.getByLabel('What happened?')).toHaveValue('It fell.');
  const fields = Object.fromEntries(new URLSearchParams(sent[0]));
  expect(fields).toEqual({ token: expect.stringMatching(/./), key: expect.stringMatching(/./), kind: 'damaged', text: 'It fell.', email: 'mira@example.com' });
});
