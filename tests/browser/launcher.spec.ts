// The launcher and its panel on every demo storefront, by pointer and by keyboard.

import { Bell, call, loaded, storefront } from './support/bell.ts';
import { STOREFRONT, STOREFRONTS } from './support/places.ts';
import { expect, test } from './support/test.ts';

for (const { name, help } of STOREFRONTS) {
  test(`rings on the storefront "${name}"`, async ({ page }) => {
    const bell = new Bell(page, help);
    await page.goto(`${STOREFRONT}/${name}.html`);
    await expect(bell.launcher).toBeVisible();
    await bell.expectClosed();
    await bell.ring();
    await bell.expectOpen();
    await bell.alive();
    await expect(bell.inside.getByText('Naumannstraße 182')).toBeVisible();
    await page.keyboard.press('Escape');
    await bell.expectClosed();
    await expect(bell.launcher).toBeFocused();
    if (name === 'coep') expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  });
}

for (const key of ['Enter', 'Space']) {
  test(`is reached by Tab and opened by ${key}`, async ({ page }) => {
    await storefront(page);
    const bell = new Bell(page);
    await expect(bell.launcher).toBeVisible();
    await page.locator('#buy').focus();
    await page.keyboard.press('Tab');
    await expect(bell.launcher).toBeFocused();
    await page.keyboard.press(key);
    await expect(bell.heading).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(bell.launcher).toBeFocused();
    await bell.expectClosed();
  });
}

test('closes by its button, inside and outside', async ({ page }) => {
  await storefront(page);
  const bell = new Bell(page);
  await bell.ring();
  await bell.inside.getByRole('button', { name: 'Close help' }).click();
  await bell.expectClosed();
  await expect(bell.launcher).toBeFocused();
  await bell.launcher.click();
  await bell.expectOpen();
  await bell.launcher.click();
  await bell.expectClosed();
});

test('gives the focus back to who had it', async ({ page }) => {
  await storefront(page);
  const bell = new Bell(page);
  await loaded(page);
  await page.locator('#buy').focus();
  await call(page, 'open');
  await expect(bell.heading).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.locator('#buy')).toBeFocused();
});

test('leaves the focus alone where the shopper has moved it', async ({ page }) => {
  await storefront(page);
  const bell = new Bell(page);
  await bell.ring();
  await page.locator('#buy').focus();
  await call(page, 'close');
  await bell.expectClosed();
  await expect(page.locator('#buy')).toBeFocused();
});

test('does not trap: Tab leaves the panel, and the page works beside it', async ({ page }) => {
  await storefront(page, { body: '<p id="told"></p><script>buy.onclick = () => { told.textContent = "bought"; };</script>' });
  const bell = new Bell(page);
  await bell.ring();
  await bell.inside.getByRole('button', { name: 'Change' }).focus();
  await page.keyboard.press('Tab');
  await expect(bell.inside.locator(':focus')).toHaveCount(0);
  await page.locator('#buy').click();
  await expect(page.locator('#told')).toHaveText('bought');
  await bell.expectOpen();
});

test('keeps where the shopper was', async ({ page }) => {
  await storefront(page);
  const bell = new Bell(page);
  await bell.ring();
  await bell.alive();
  await bell.inside.getByRole('navigation').getByRole('link', { name: 'Contact' }).click();
  await expect(bell.heading).toHaveText('Contact');
  await page.keyboard.press('Escape');
  await bell.ring();
  await expect(bell.heading).toHaveText('Contact');
});

for (const [panel, site] of [['contact', 'lindenhof'], ['nothing to scroll', 'nobody']]) {
  test(`the page behind is not scrolled along: ${panel}`, async ({ page, log }) => {
    log.expect(/no site is called "nobody"/, /status of 404/);
    await storefront(page, {
      script: `<script async src="${new URL('/bell.js', process.env.DESKBELL_URL)}" data-site="${site}" data-panel="${panel === 'contact' ? panel : ''}"></script>`,
      body: '<div style="height:5000px"></div>',
    });
    const bell = new Bell(page);
    await loaded(page);
    await page.evaluate(() => scrollTo(0, 700));
    await bell.ring();
    expect(await page.evaluate(() => scrollY)).toBe(700);
    const box = (await bell.panel.boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    const frame = await bell.frame();
    for (let turn = 0; turn < 30; turn++) await page.mouse.wheel(0, 600);
    // The wheel is worked off between two pictures.
    await frame.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    if (panel === 'contact') await expect.poll(() => frame.evaluate(() => scrollY)).toBeGreaterThan(700);
    await expect.poll(() => page.evaluate(() => scrollY)).toBe(700);
    await call(page, 'close');
    expect(await page.evaluate(() => scrollY)).toBe(700);
  });
}

const CORNERS = [
  { html: 'lang="en"', snippet: '', right: true },
  { html: 'lang="en"', snippet: 'data-position="start"', right: false },
  { html: 'lang="ar" dir="rtl"', snippet: 'data-label="Help"', right: false },
  { html: 'lang="ar" dir="rtl"', snippet: 'data-label="Help" data-position="start"', right: true },
];

for (const { html, snippet, right } of CORNERS) {
  test(`sits in its corner: ${html} ${snippet}`, async ({ page }) => {
    await storefront(page, { html, snippet });
    const bell = new Bell(page);
    await bell.ring();
    for (const box of [await bell.launcher.boundingBox(), await bell.panel.boundingBox()]) {
      expect(right ? 1280 - box!.x - box!.width : box!.x).toBe(16);
      expect(box!.y + box!.height).toBeLessThanOrEqual(800 - 16);
    }
  });
}

const NAMES: [lang: string, name: string][] = [
  ['en', 'Help'], ['en-GB', 'Help'], ['zh-CN', '帮助'], ['zh-Hans', '帮助'], ['de-AT', 'Hilfe'], ['pt-BR', 'Ajuda'],
  ['es', 'Ayuda'], ['fr', 'Aide'], ['ja', 'ヘルプ'], ['ar', 'مساعدة'], ['it', 'Help'],
];

test('is named in the page’s language, to eye and ear', async ({ page }) => {
  for (const [lang, name] of NAMES) {
    await storefront(page, { html: `lang="${lang}"`, snippet: 'data-preload="none"' });
    const bell = new Bell(page, name);
    await expect(bell.launcher, lang).toHaveText(name);
    await bell.launcher.click();
    await expect(bell.panel, lang).toBeVisible();
    await expect(page.locator('[role=dialog] iframe'), lang).toHaveAttribute('title', name);
  }
});

test('is named as the shop says', async ({ page }) => {
  await storefront(page, { html: 'lang="de"', snippet: 'data-label="Frag &lt;uns&gt;"' });
  await new Bell(page, 'Frag <uns>').ring();
});
