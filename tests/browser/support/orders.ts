// Orders of the demo shop, looked up as shoppers do.

import { createHmac } from 'node:crypto';
import { expect, type FrameLocator, type Page } from '@playwright/test';

/** How often one address may look orders up is limited, so that each test comes from an address of its own. */
export const stranger = () => ({ 'cf-connecting-ip': `10.${[0, 0, 0].map(() => Math.floor(Math.random() * 256)).join('.')}` });

/** The look-up's parts on an English page. */
export const lookUp = (page: Page | FrameLocator) => ({
  number: page.getByLabel('Order number'),
  proof: page.getByLabel('E-mail or postcode'),
  find: page.getByRole('button', { name: 'Find my order' }),
  async fill(number: string, proof: string) {
    await this.number.fill(number);
    await this.proof.fill(proof);
  },
  async send(number: string, proof: string) {
    await this.fill(number, proof);
    await this.find.click();
  },
});

/** Looks an order up in whatever language the page is in, and waits for it. */
export async function showOrder(page: Page, number: string, proof: string) {
  await page.locator('[name=number]').fill(number);
  await page.locator('[name=proof]').fill(proof);
  await page.locator('[data-live=find] button').click();
  await expect(page.locator('[name=number]')).toHaveCount(0);
}

/** Answers look-ups by the edge's own answers, changed. */
export async function changed(page: Page, change: (order: any) => void) {
  await page.route('**/api/orders?*', async (route) => {
    if (route.request().method() !== 'POST') return route.fallback();
    const response = await route.fetch();
    const json = await response.json();
    change(json.order);
    await route.fulfill({ response, json });
  });
}

/** All that an order can have, some of it in abundance. */
export function everything(order: any) {
  const choice = (name: string, on: boolean) => ({ id: name.toLowerCase(), name, on });
  const lines = (count: number) => Array.from({ length: count }, (_, at) => ({ name: `Thing ${at + 1}`, quantity: at + 1, note: at ? '' : '1 of 3 given back' }));
  order.lines = lines(500);
  order.stale = 'The shop’s system does not answer. This is what we knew 10 minutes ago.';
  order.done = 'We will write to you when it moves.';
  order.url = 'https://lindenhof.example/orders/1';
  order.watch = { needs_email: true, on: true, stages: [choice('Shipped', true), choice('Delivered', false)] };
  order.problems = ['Late', 'Damaged', 'Missing'].map((name) => choice(name, false));
  order.cases = [{ reference: 'K7M4-2QXP', name: 'Damaged', status: 'Reported today. Ada Brandt is looking into it.', answer: 'We send another.' }];
  order.key ||= 'write';
}

/** Who somebody is, as the demo shop's server signs it for tests (see `docs/identify.md`). */
export function identity(email: string): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = { aud: 'lindenhof', exp: Math.floor(Date.now() / 1000) + 300, email };
  const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`;
  return `${signed}.${createHmac('sha256', 'identity_fake_of_the_demo_shop_and_long').update(signed).digest('base64url')}`;
}

/** What the page's storefront could know, as one text. */
export const seen = async (page: Page, ...more: unknown[]): Promise<string> =>
  JSON.stringify([...more, await page.content(), await page.evaluate(() => [location.href, document.cookie, history.state, { ...localStorage }, { ...sessionStorage }])]);
