// A storefront with the help desk on it, as a shopper sees it.

import { expect, type Frame, type Page } from '@playwright/test';
import { HELP, STOREFRONT } from './places.ts';

/** Where `storefront` serves its page. */
export const SHOP = `${STOREFRONT}/shop`;

/** Opens a storefront made for one test, with the snippet in it. */
export async function storefront(page: Page, with_: {
  /** More of the snippet's attributes. */
  snippet?: string;
  /** Instead of the snippet. */
  script?: string;
  html?: string;
  head?: string;
  body?: string;
  headers?: Record<string, string>;
} = {}) {
  const script = with_.script ?? `<script async src="${HELP}/bell.js" data-site="lindenhof" ${with_.snippet ?? ''}></script>`;
  const body = `<!doctype html><html ${with_.html ?? 'lang="en"'}><head><meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1"><title>Shop</title>
    ${with_.head ?? ''}${script}</head><body><h1>Shop</h1><button id="buy">Buy</button>${with_.body ?? ''}</body></html>`;
  await page.route(SHOP, (route) => route.fulfill({ contentType: 'text/html', body, headers: with_.headers }));
  await page.goto(SHOP);
}

/** The help desk on a storefront. */
export class Bell {
  constructor(readonly page: Page, readonly name = 'Help') {}

  get launcher() {
    return this.page.getByRole('button', { name: this.name, exact: true });
  }

  /** What the launcher becomes when the help site does not answer. */
  get link() {
    return this.page.getByRole('link', { name: this.name, exact: true });
  }

  /** The panel, while it is open. */
  get panel() {
    return this.page.getByRole('dialog', { name: this.name, exact: true });
  }

  /** The page in the panel. */
  get inside() {
    return this.page.frameLocator('[role="dialog"] iframe');
  }

  get heading() {
    return this.inside.getByRole('heading', { level: 1 });
  }

  get host() {
    return this.page.locator('html > div').filter({ has: this.page.locator('button, a') });
  }

  /** Opens the panel and waits until its page has the focus. */
  async ring() {
    await this.launcher.click();
    await expect(this.heading).toBeFocused();
  }

  /** Waits until the app has taken over the page in the panel. */
  async alive() {
    await expect(this.inside.locator('html')).toHaveAttribute('data-live', '');
  }

  /** The frame itself, to run script in. */
  async frame(): Promise<Frame> {
    const element = await this.page.locator('[role="dialog"] iframe').elementHandle();
    return (await element!.contentFrame())!;
  }

  async expectOpen() {
    await expect(this.panel).toBeVisible();
    await expect(this.launcher).toHaveAttribute('aria-expanded', 'true');
  }

  async expectClosed() {
    await expect(this.panel).toBeHidden();
    await expect(this.launcher).toHaveAttribute('aria-expanded', 'false');
  }
}

/** Keeps every event of the help desk, from before the loader is there. */
export async function recordEvents(page: Page) {
  await page.addInitScript(() => {
    const all: unknown[] = ((window as any).rung = []);
    for (const name of ['ready', 'open', 'close', 'search', 'order', 'question', 'error']) {
      addEventListener(`deskbell:${name}`, (event) => all.push([name, (event as CustomEvent).detail]));
    }
  });
}

/** The events so far, as names and details. */
export const events = (page: Page): Promise<[string, unknown][]> => page.evaluate(() => (window as any).rung);

/** Calls a verb, as the shop's own script would. */
export const call = (page: Page, ...args: unknown[]) => page.evaluate((args) => (window as any).deskbell(...args), args);

/** Waits until the loader has run. */
export const loaded = (page: Page) => page.waitForFunction(() => 'embed' in ((window as any).deskbell ?? {}));
