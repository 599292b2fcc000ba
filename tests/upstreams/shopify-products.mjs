// Products as Shopify's Admin API tells them.

import { escaped } from './reply.mjs';
import { first, gid, money, pages, picture } from './shopify-common.mjs';
import { decimal } from './shop.mjs';

export function product(one) {
  if (!one) return null;
  const prices = one.variants.map(({ price }) => price);
  return {
    id: gid('Product', one.id),
    legacyResourceId: String(one.id),
    title: one.name,
    handle: one.slug,
    description: ({ truncateAt }) => one.description.slice(0, truncateAt ?? undefined),
    descriptionHtml: `<p>${escaped(one.description)}</p>`,
    vendor: one.brand,
    productType: one.category,
    tags: Object.entries(one.specs).map(([name, value]) => `${name}: ${value}`),
    status: 'ACTIVE',
    createdAt: '2026-01-01T08:00:00Z',
    updatedAt: one.changed,
    publishedAt: '2026-01-01T08:00:00Z',
    onlineStoreUrl: one.url,
    onlineStorePreviewUrl: `${one.url}?preview=1`,
    hasOnlyDefaultVariant: one.variants.length === 1,
    hasOutOfStockVariants: one.variants.some(({ stock }) => stock === 0),
    tracksInventory: true,
    totalInventory: one.variants.reduce((sum, { stock }) => sum + stock, 0),
    featuredMedia: { __typename: 'MediaImage', id: gid('MediaImage', one.id), alt: one.name, preview: { image: picture(one) }, image: picture(one) },
    featuredImage: picture(one),
    priceRangeV2: { minVariantPrice: money(Math.min(...prices)), maxVariantPrice: money(Math.max(...prices)) },
    options: first([{ id: gid('ProductOption', one.id), name: one.variants[0].option ?? 'Title', position: 1, values: one.variants.map(value) }]),
    metafields: pages(Object.entries(one.specs).map(([name, value], index) => metafield(one, name, value, index))),
    variants: pages(one.variants.map((sold, index) => variant(sold, one, index + 1))),
  };
}

/** What a product is, as the shop has defined that such things are written. */
const metafield = (one, name, value, index) => ({
  id: gid('Metafield', one.id * 100 + index),
  namespace: 'custom',
  key: name.toLowerCase().replaceAll(' ', '_'),
  type: 'single_line_text_field',
  value,
  definition: { id: gid('MetafieldDefinition', index), name },
});

/** What Shopify calls the one variant of a product without options. */
const value = (variant) => variant.value ?? 'Default Title';

export function variant(sold, one, position) {
  return {
    id: gid('ProductVariant', sold.id),
    legacyResourceId: String(sold.id),
    title: value(sold),
    displayName: `${one.name} - ${value(sold)}`,
    sku: sold.sku,
    barcode: null,
    price: decimal(sold.price),
    compareAtPrice: null,
    availableForSale: sold.stock > 0,
    sellableOnlineQuantity: sold.stock,
    inventoryQuantity: sold.stock,
    position,
    selectedOptions: [{ name: sold.option ?? 'Title', value: value(sold) }],
    image: null,
    product: () => product(one),
    updatedAt: one.changed,
  };
}
