// What a site owner gets wrong is told in their console with the right value, and a shopper never sees a blank frame.

import { Bell, call, loaded, storefront } from './support/bell.ts';
import { HELP } from './support/places.ts';
import { expect, test } from './support/test.ts';

const script = (attributes: string) => `<script async src="${HELP}/bell.js" ${attributes}></script>`;

const WRONG = [
  { what: 'site', attributes: 'data-site="lindenhoff"', told: /data-site="lindenhof"/, shown: 'There is no help desk by this name' },
  { what: 'far-off site', attributes: 'data-site="&lt;b&gt;"', told: /data-site/, shown: 'There is no help desk by this name' },
  { what: 'language', attributes: 'data-lang="tlh"', told: /data-lang="tlh".*en, zh-CN, de, pt-BR, es, fr, ja, ar/, shown: 'How can we help?' },
  { what: 'panel', attributes: 'data-panel="kontakt"', told: /home.*contact/, shown: 'This page does not exist' },
  { what: 'theme', attributes: 'data-theme="neon"', told: /data-theme="neon".*auto.*light.*dark/, shown: 'How can we help?' },
  { what: 'position', attributes: 'data-position="left"', told: /data-position="left".*end.*start/, shown: 'How can we help?' },
  { what: 'preload', attributes: 'data-preload="never"', told: /data-preload="never".*idle.*hover.*none/, shown: 'How can we help?' },
  { what: 'launcher', attributes: 'data-launcher="off"', told: /data-launcher="off".*none/, shown: 'How can we help?' },
  { what: 'attribute', attributes: 'data-colour="red"', told: /data-colour="red".*site.*lang.*theme.*panel/, shown: 'How can we help?' },
];

for (const { what, attributes, told, shown } of WRONG) {
  test(`an unknown ${what}`, async ({ page, log }) => {
    log.expect(/status of 404/);
    await storefront(page, { script: script(attributes) });
    const bell = new Bell(page);
    await bell.ring();
    await expect(bell.heading).toHaveText(shown);
    await expect.poll(() => log.told(/^warning: deskbell: /)).toEqual([expect.stringMatching(told)]);
  });
}

test('a page of no site begins with what went wrong', async ({ page, log }) => {
  log.expect(/status of 404/);
  await page.goto('/?site=nobody');
  await expect(page.getByRole('banner')).toHaveCount(0);
  const { y } = (await page.getByRole('heading', { level: 1 }).boundingBox())!;
  expect(y).toBeLessThan(32);
});

test('what is another tool’s is not judged, and what is right is not told', async ({ page }) => {
  await storefront(page, {
    snippet: `data-lang="en" data-theme="auto" data-position="end" data-panel="home" data-preload="idle" data-label="Help"
      data-timeout="9000" data-cf-beacon="{}" data-turbo-track="reload"`,
  });
  const bell = new Bell(page);
  await bell.ring();
  await bell.alive();
});

test('an unknown panel is told when a script asks for it', async ({ page, log }) => {
  log.expect(/status of 404/);
  await storefront(page);
  const bell = new Bell(page);
  await bell.ring();
  await bell.alive();
  await call(page, 'open', 'kontakt');
  await expect(bell.heading).toHaveText('This page does not exist');
  await expect(bell.heading).toBeFocused();
  await expect.poll(() => log.told(/^warning: deskbell: .*home.*contact/).length).toBe(1);
  await bell.inside.getByRole('main').getByRole('link', { name: 'Contact' }).click();
  await expect(bell.heading).toHaveText('Contact');
});

test('a panel’s name leads nowhere else', async ({ page, log }) => {
  log.expect(/status of 404/, /^warning: deskbell: /);
  const bell = new Bell(page);
  await storefront(page);
  await bell.ring();
  for (const path of ['//elsewhere.example/', 'https://elsewhere.example/', 'javascript:alert(1)', 'http://[', '../..', 7, {}, null]) {
    await call(page, 'open', path);
    await expect(bell.heading).not.toBeEmpty();
    expect(new URL((await bell.frame()).url()).origin, String(path)).toBe(HELP);
  }
});

test('an unknown verb is told the known ones, and throws nothing', async ({ page, log }) => {
  await storefront(page);
  await loaded(page);
  for (const verb of ['openn', 'constructor', '__proto__', undefined]) await call(page, verb);
  expect(log.told(/^warning: deskbell: (?=.*\bopen\b)(?=.*\bclose\b)/).length).toBe(4);
});

test('a snippet that stands twice rings once', async ({ page, log }) => {
  await storefront(page, { head: script('data-site="lindenhof"') });
  const bell = new Bell(page);
  await expect.poll(() => log.told(/^warning: deskbell: loaded twice/).length).toBe(1);
  await expect(bell.launcher).toHaveCount(1);
  await bell.ring();
});
