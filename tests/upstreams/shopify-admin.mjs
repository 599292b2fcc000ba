// Shopify's Admin API: where its queries lead.

import { gid, pages, productFields } from './shopify-common.mjs';
import { order } from './shopify-orders.mjs';
import { product } from './shopify-products.mjs';
import { search } from './shopify-search.mjs';
import { CURRENCY, ORDERS, PRODUCTS, SHOP } from './shop.mjs';

export const root = {
  shop: { id: gid('Shop', 1), name: 'Lindenhof Computer', currencyCode: CURRENCY, url: SHOP, myshopifyDomain: 'lindenhof.myshopify.com' },
  product: ({ id }) => product(PRODUCTS.find((one) => gid('Product', one.id) === id)),
  productByIdentifier: ({ identifier: { id, handle } }) => product(PRODUCTS.find((one) => gid('Product', one.id) === id || one.slug === handle)),
  products(args) {
    const found = search(PRODUCTS, args.query, productFields);
    return pages(found.map(product))(args);
  },
  order: ({ id }) => recent().map(order).find((one) => one.id === id),
  fulfillment: ({ id }) => recent().flatMap((one) => order(one).fulfillments({})).find((one) => one.id === id),
  orderByIdentifier: ({ identifier: { id } }) => root.order({ id }),
  orders(args) {
    const found = search(recent(), args.query, ({ number, person }) => ({
      text: `${number} ${person.email} ${person.last}`,
      name: [`#${number}`, number],
      email: [person.email],
    }));
    return pages(found.map(order))(args);
  },
};

/** Without the scope `read_all_orders` an app sees the orders of the last 60 days. */
const recent = () => ORDERS.filter(({ old }) => !old);
