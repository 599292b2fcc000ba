// What Shopify's two APIs have in common.

import { connection, failure } from './graphql.mjs';
import { CURRENCY, decimal } from './shop.mjs';

export const gid = (kind, id) => `gid://shopify/${kind}/${id}`;
export const money = (minor) => ({ amount: decimal(minor), currencyCode: CURRENCY });
export const bag = (minor) => ({ shopMoney: money(minor), presentmentMoney: money(minor) });
export const picture = ({ image, name, id }) => ({ id: gid('ProductImage', id), altText: name, width: 800, height: 800, url: image });

/** A connection that, as Shopify's, wants to be told how many. */
export const pages = (list) => (args) => {
  if (args.first == null) throw failure('you must provide one of first or last', 'BAD_REQUEST');
  if (args.first > 250) throw failure('The first argument must be less than or equal to 250', 'BAD_REQUEST');
  return connection(args.reverse ? list.toReversed() : list)(args);
};
/** A plain list, cut where that is asked. */
export const first = (list) => (args) => list.slice(0, args.first ?? list.length);

/** What products can be searched by. */
export const productFields = ({ name, brand, category, description, slug, variants }) => ({
  text: [name, brand, category, description, ...variants.map(({ sku }) => sku)].join(' '),
  title: [name],
  vendor: [brand],
  product_type: [category],
  handle: [slug],
  status: ['active'],
  published_status: ['published'],
  sku: variants.map(({ sku }) => sku),
});
