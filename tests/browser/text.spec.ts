// Texts of other scripts keep their order within a page, and long ones break where a reader expects it.

import type { Locator } from '@playwright/test';
import { expect, test } from './support/test.ts';

/** Where each part begins that a locator's element shows, from the left, in pixels. */
const lefts = (part: Locator, texts: string[]) =>
  part.evaluate((element, texts) => {
    const range = document.createRange();
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const nodes: Text[] = [];
    while (walker.nextNode()) nodes.push(walker.currentNode as Text);
    return texts.map((text) => {
      const node = nodes.find(({ data }) => data.includes(text))!;
      const at = node.data.indexOf(text);
      range.setStart(node, at);
      range.setEnd(node, at + text.length);
      return range.getBoundingClientRect().left;
    });
  }, texts);

test('an address in Latin letters is whole in an Arabic page', async ({ page }) => {
  await page.goto('/contact?lang=ar');
  const lines = page.locator('address').first().locator('span');
  for (const [line, texts] of [
    [lines.filter({ hasText: 'Naumannstraße' }), ['Naumannstraße', '182']],
    [lines.filter({ hasText: 'Berlin' }), ['10829', 'Berlin']],
  ] as const) {
    const found = await lefts(line, [...texts]);
    expect(found, texts.join(' ')).toEqual([...found].sort((one, other) => one - other));
    // It begins where the page's own lines do.
    const [right, end] = await line.evaluate((element) => {
      const range = document.createRange();
      range.selectNodeContents(element);
      return [range.getBoundingClientRect().right, element.getBoundingClientRect().right];
    });
    expect(right).toBeCloseTo(end, 0);
  }
});

test('an e-mail address breaks after its sign or a dot, if it must', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  let broken = 0;
  for (const path of ['/?q=broken', '/contact', '/contact?embed=inline']) {
    await page.goto(path);
    for (const address of await page.locator('a[href^="mailto:"]').all()) {
      // Each line's last character but the last one's.
      const ends = await address.evaluate((link) => {
        const range = document.createRange();
        const walker = document.createTreeWalker(link, NodeFilter.SHOW_TEXT);
        const shown: { character: string; top: number }[] = [];
        while (walker.nextNode()) {
          const node = walker.currentNode as Text;
          for (let at = 0; at < node.length; at++) {
            range.setStart(node, at);
            range.setEnd(node, at + 1);
            shown.push({ character: node.data[at], top: range.getBoundingClientRect().top });
          }
        }
        return shown.filter(({ top }, at) => shown[at + 1] && shown[at + 1].top > top + 2).map(({ character }) => character);
      });
      broken += ends.length;
      expect(ends.filter((end) => !'@.'.includes(end)), await address.innerText()).toEqual([]);
    }
  }
  expect(broken, 'nothing had to break, so nothing was tested').toBeGreaterThan(0);
});
