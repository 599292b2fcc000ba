// How `cargo xtask test` runs these specs; it starts the servers and says in the environment where they are.

import { defineConfig } from '@playwright/test';
import { HELP } from './support/places.ts';

// No name but this machine's can be looked up: what reaches for another host fails, and fails its test.
const ONLY_HERE = 'MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE *.localhost, EXCLUDE 127.0.0.1';

export default defineConfig({
  testDir: '.',
  outputDir: 'results',
  // Two pages at a time also find what only works alone.
  fullyParallel: true,
  workers: 2,
  // A test that passes only when tried again hides a race.
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  expect: { timeout: 12_000 },
  use: {
    baseURL: HELP,
    actionTimeout: 15_000,
    browserName: 'chromium',
    locale: 'en-US',
    // The demo shop's own zone: a test that wants a shopper elsewhere says so.
    timezoneId: 'Europe/Berlin',
    // A page that a test makes up comes from no network, and Chromium lets such a page reach this machine only if asked.
    permissions: ['local-network-access'],
    viewport: { width: 1280, height: 800 },
    screenshot: 'only-on-failure',
    trace: { mode: 'retain-on-failure', screenshots: false },
    launchOptions: {
      executablePath: process.env.CHROMIUM,
      args: [
        // Chromium refuses to run as root with it, and in containers without user namespaces.
        '--no-sandbox',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-domain-reliability',
        '--disable-sync',
        '--no-default-browser-check',
        '--no-first-run',
        '--no-pings',
        `--host-resolver-rules=${ONLY_HERE}`,
      ],
    },
  },
});
