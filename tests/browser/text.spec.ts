// Texts of other scripts keep their order within a page.

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
