// Shopify's Storefront API: products, as a storefront may see them.

import { escaped } from './reply.mjs';
import { gid, money, pages, picture, productFields } from './shopify-common.mjs';
import { search } from './shopify-search.mjs';
import { PRODUCTS } from './shop.mjs';

export const root = {
  shop: { id: gid('Shop', 1), name: 'Lindenhof Computer', description: null },
  product: ({ id, handle }) => product(PRODUCTS.find((one) => gid('Product', one.id) === id || one.slug === handle)),
  products: (args) => pages(search(PRODUCTS, args.query, productFields).map(product))(args),
};

function product(one) {
  if (!one) return null;
  const prices = one.variants.map(({ price }) => price);
  const value = (variant) => variant.value ?? 'Default Title';
  const option = one.variants[0].option ?? 'Title';
  return {
    id: gid('Product', one.id),
    title: one.name,
    handle: one.slug,
    description: ({ truncateAt }) => one.description.slice(0, truncateAt ?? undefined),
    descriptionHtml: `<p>${escaped(one.description)}</p>`,
    vendor: one.brand,
    productType: one.category,
    tags: Object.entries(one.specs).map(([name, value]) => `${name}: ${value}`),
    createdAt: '2026-01-01T08:00:00Z',
    updatedAt: one.changed,
    publishedAt: '2026-01-01T08:00:00Z',
    onlineStoreUrl: one.url,
    availableForSale: one.variants.some(({ stock }) => stock > 0),
    totalInventory: null,
    featuredImage: picture(one),
    priceRange: { minVariantPrice: money(Math.min(...prices)), maxVariantPrice: money(Math.max(...prices)) },
    options: [{ id: gid('ProductOption', one.id), name: option, optionValues: one.variants.map((sold) => ({ id: gid('ProductOptionValue', sold.id), name: value(sold) })), values: one.variants.map(value) }],
    variants: pages(one.variants.map((sold) => ({
      id: gid('ProductVariant', sold.id),
      title: value(sold),
      sku: sold.sku,
      barcode: null,
      price: money(sold.price),
      compareAtPrice: null,
      availableForSale: sold.stock > 0,
      quantityAvailable: null,
      selectedOptions: [{ name: option, value: value(sold) }],
      image: null,
      product: () => product(one),
    }))),
  };
}
