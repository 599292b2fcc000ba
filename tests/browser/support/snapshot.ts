// What a page consists of, so that two of them can be compared.

import type { Frame, Page } from '@playwright/test';

/** The document as an indented list of elements, attributes, form values and texts; without what nobody perceives:
 *  comments, and where one text is split into two nodes. */
export const snapshot = (page: Page | Frame): Promise<string> =>
  page.evaluate(() => {
    const lines = [`title ${document.title}`];
    const walk = (element: Element, depth: string) => {
      // How a page says that it is alive.
      const attributes = [...element.attributes].filter(({ name }) => name !== 'data-live').map(({ name, value }) => `${name}="${value}"`);
      const { value, selectedIndex } = element as HTMLInputElement & HTMLSelectElement;
      lines.push(`${depth}<${[element.localName, ...attributes.sort()].join(' ')}> ${value ?? ''} ${selectedIndex ?? ''}`.trimEnd());
      let text = '';
      const flush = () => {
        if (text) lines.push(`${depth}  ${JSON.stringify(text)}`);
        text = '';
      };
      for (const child of element.childNodes) {
        if (child instanceof Text) text += child.data;
        else if (child instanceof Element) {
          flush();
          walk(child, depth + '  ');
        }
      }
      flush();
    };
    walk(document.documentElement, '');
    return lines.join('\n');
  });
