// Every test watches its page: a console error or warning, an exception, a violated policy, a request that fails
// or leaves for a foreign origin is a failure, unless the test says beforehand that it is to happen.

import { test as base, expect, type BrowserContext, type Page } from '@playwright/test';
import { HELP, STOREFRONT } from './places.ts';

export { expect };

/** What happened in the pages of a context that nobody should see. */
export class Log {
  readonly lines: string[] = [];
  // A page that names no icon, as embedded ones and those that tests make up, has Chromium look for one when shown by
  // itself; sometimes it is told so before the test ends.
  private readonly expected: RegExp[] = [/status of 404 .*\/favicon\.ico\)$/];
  private readonly origins = [HELP, STOREFRONT];

  /** What matches may happen, or must where the test asks `lines` for it. */
  expect(...patterns: RegExp[]) {
    this.expected.push(...patterns);
  }

  /** Requests to this origin are no surprise. */
  allow(origin: string) {
    this.origins.push(origin);
  }

  /** The lines that match, which are then expected. */
  told(pattern: RegExp): string[] {
    this.expect(pattern);
    return this.lines.filter((line) => pattern.test(line));
  }

  get surprises(): string[] {
    return this.lines.filter((line) => !this.expected.some((pattern) => pattern.test(line)));
  }

  async watch(context: BrowserContext) {
    // Chromium prints most violations to the console, but not those of a page that swallowed its exception.
    await context.addInitScript(() => {
      addEventListener('securitypolicyviolation', (event) => {
        console.error(`policy violated: ${event.effectiveDirective} ${event.blockedURI}`);
      });
    });
    context.on('console', (message) => {
      if (!['error', 'warning', 'assert'].includes(message.type())) return;
      this.lines.push(`${message.type()}: ${message.text()} (${message.location().url})`);
    });
    context.on('weberror', (event) => this.lines.push(`exception: ${event.error()}`));
    context.on('requestfailed', (request) => {
      // The page was left meanwhile.
      if (request.failure()?.errorText === 'net::ERR_ABORTED') return;
      this.lines.push(`failed: ${request.url()} ${request.failure()?.errorText}`);
    });
    context.on('request', (request) => {
      const url = new URL(request.url());
      if (/^https?:$/.test(url.protocol) && !this.origins.includes(url.origin)) this.lines.push(`foreign: ${url}`);
    });
  }
}

export const test = base.extend<{ log: Log }>({
  log: [
    // The page is named to be closed later: what its closing cuts off is nobody's failure.
    async ({ context, page: _ }, use) => {
      const log = new Log();
      await log.watch(context);
      await use(log);
      expect(log.surprises, 'nothing unexpected in the console or on the network').toEqual([]);
    },
    { auto: true },
  ],
});

/** Waits until the app has taken over the page. */
export async function alive(page: Page) {
  await expect(page.locator('html')).toHaveAttribute('data-live', '');
}

/** Holds back what answers to a pattern; returns what lets it come. */
export async function hold(page: Page, pattern: string): Promise<() => void> {
  let come = () => {};
  const held = new Promise<void>((resolve) => (come = resolve));
  await page.route(pattern, async (route) => {
    await held;
    await route.continue();
  });
  return come;
}
