// Shopify's Admin API: orders with their fulfilments and refunds, and products.

import { connection, failure } from './graphql.mjs';
import { escaped } from './reply.mjs';
import { search } from './shopify-search.mjs';
import { CURRENCY, ORDERS, PRODUCTS, SHOP, VARIANTS, decimal } from './shop.mjs';

const gid = (kind, id) => `gid://shopify/${kind}/${id}`;
const money = (minor) => ({ amount: decimal(minor), currencyCode: CURRENCY });
const bag = (minor) => ({ shopMoney: money(minor), presentmentMoney: money(minor) });
const picture = ({ image, name, id }) => ({ id: gid('ProductImage', id), altText: name, width: 800, height: 800, url: image });

/** A connection that, as Shopify's, wants to be told how many. */
export const pages = (list) => (args) => {
  if (args.first == null) throw failure('you must provide one of first or last', 'BAD_REQUEST');
  if (args.first > 250) throw failure('The first argument must be less than or equal to 250', 'BAD_REQUEST');
  return connection(args.reverse ? list.toReversed() : list)(args);
};
const first = (list) => (args) => list.slice(0, args.first ?? list.length);

export const root = {
  shop: { id: gid('Shop', 1), name: 'Lindenhof Computer', currencyCode: CURRENCY, url: SHOP, myshopifyDomain: 'lindenhof.myshopify.com' },
  product: ({ id }) => product(PRODUCTS.find((one) => gid('Product', one.id) === id)),
  productByIdentifier: ({ identifier: { id, handle } }) => product(PRODUCTS.find((one) => gid('Product', one.id) === id || one.slug === handle)),
  products(args) {
    const found = search(PRODUCTS, args.query, productFields);
    return pages(found.map(product))(args);
  },
  order: ({ id }) => recent().map(order).find((one) => one.id === id),
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

export const productFields = ({ name, brand, category, description, slug, variants }) => ({
  text: [name, brand, category, description, ...variants.map(({ sku }) => sku)].join(' '),
  title: [name],
  vendor: [brand],
  product_type: [category],
  handle: [slug],
  status: ['active'],
  sku: variants.map(({ sku }) => sku),
});

function product(one) {
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
    tracksInventory: true,
    totalInventory: one.variants.reduce((sum, { stock }) => sum + stock, 0),
    featuredMedia: { __typename: 'MediaImage', id: gid('MediaImage', one.id), alt: one.name, preview: { image: picture(one) }, image: picture(one) },
    featuredImage: picture(one),
    priceRangeV2: { minVariantPrice: money(Math.min(...prices)), maxVariantPrice: money(Math.max(...prices)) },
    options: first([{ id: gid('ProductOption', one.id), name: one.variants[0].option ?? 'Title', position: 1, values: one.variants.map(value) }]),
    variants: pages(one.variants.map((sold, index) => variant(sold, one, index + 1))),
  };
}

/** What Shopify calls the one variant of a product without options. */
const value = (variant) => variant.value ?? 'Default Title';

function variant(sold, one, position) {
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

function order(one) {
  const { number, person, lines, parcels } = one;
  const [financial, fulfilment] = one.shopify;
  const items = lines.map((line, index) => lineItem(one, line, index));
  const refunded = lines.reduce((sum, { variant, removed }) => sum + variant.price * removed, 0);
  const cancelled = one.state === 'cancelled' ? one.changed : null;
  return {
    id: gid('Order', `550${number}`),
    legacyResourceId: `550${number}`,
    name: `#${number}`,
    confirmationNumber: `R${number}XYZ`,
    createdAt: one.placed,
    updatedAt: one.changed,
    processedAt: one.placed,
    closedAt: null,
    closed: false,
    cancelledAt: cancelled,
    cancelReason: cancelled && 'CUSTOMER',
    confirmed: true,
    unpaid: financial === 'PENDING',
    fullyPaid: financial !== 'PENDING',
    test: false,
    email: person.email,
    phone: person.phone,
    note: person.note,
    tags: one.stage ? [one.stage] : [],
    clientIp: person.ip,
    customer: { id: gid('Customer', number), displayName: `${person.first} ${person.last}`, firstName: person.first, lastName: person.last, email: person.email, phone: person.phone },
    billingAddress: address(person, number),
    shippingAddress: address(person, number),
    displayFinancialStatus: financial,
    displayFulfillmentStatus: fulfilment,
    returnStatus: one.returned ? 'RETURNED' : 'NO_RETURN',
    statusPageUrl: `${SHOP}/orders/${number}/authenticate?key=CANARY-status-${number}`,
    currencyCode: CURRENCY,
    totalPriceSet: bag(one.total),
    currentTotalPriceSet: bag(one.total - refunded),
    totalRefundedSet: bag(refunded),
    paymentGatewayNames: ['shopify_payments'],
    transactions: first([{
      id: gid('OrderTransaction', number), gateway: 'shopify_payments', accountNumber: person.card, status: 'SUCCESS', kind: 'SALE', amountSet: bag(one.total),
      paymentDetails: { __typename: 'CardPaymentDetails', company: 'Visa', name: `${person.first} ${person.last}`, number: person.card, bin: person.card.slice(0, 6) },
    }]),
    lineItems: pages(items),
    fulfillments: first(parcels.map((parcel, index) => fulfilmentOf(one, parcel, index, items))),
    fulfillmentsCount: { count: parcels.length, precision: 'EXACT' },
    fulfillmentOrders: pages([fulfilmentOrder(one, items)]),
    refunds: first(refunded ? [refund(one, items, refunded)] : []),
  };
}

const address = (person, number) => ({
  id: gid('MailingAddress', number),
  name: `${person.first} ${person.last}`,
  firstName: person.first,
  lastName: person.last,
  company: person.company,
  address1: person.street,
  address2: person.extra,
  city: person.city,
  province: null,
  provinceCode: null,
  zip: person.postcode,
  country: 'Germany',
  countryCodeV2: person.country,
  phone: person.phone,
  formatted: [person.company, person.street, person.extra, `${person.postcode} ${person.city}`, 'Germany'],
});

function lineItem(one, { variant: sold, quantity, removed }, index) {
  const sent = one.parcels.flatMap(({ contents }) => contents).filter(([line]) => line === index).reduce((sum, [, count]) => sum + count, 0);
  return {
    id: gid('LineItem', `${one.number}${index}`),
    name: sold.value ? `${sold.of.name} - ${sold.value}` : sold.of.name,
    title: sold.of.name,
    variantTitle: sold.value ?? null,
    sku: sold.sku,
    vendor: sold.of.brand,
    quantity,
    currentQuantity: quantity - removed,
    refundableQuantity: quantity - removed,
    unfulfilledQuantity: quantity - sent,
    nonFulfillableQuantity: 0,
    requiresShipping: true,
    isGiftCard: false,
    image: () => picture(sold.of),
    originalUnitPriceSet: bag(sold.price),
    product: () => product(sold.of),
    variant: () => variant(VARIANTS.get(sold.id), sold.of, 1),
  };
}

function fulfilmentOf(one, parcel, index, items) {
  const id = `${one.number}${index}`;
  const info = parcel.tracking ? [{ company: parcel.carrier, number: parcel.tracking, url: parcel.url }] : [];
  return {
    id: gid('Fulfillment', id),
    legacyResourceId: id,
    name: `#${one.number}-F${index + 1}`,
    status: 'SUCCESS',
    displayStatus: parcel.state,
    createdAt: parcel.shipped,
    updatedAt: one.changed,
    inTransitAt: parcel.events[0]?.at ?? null,
    estimatedDeliveryAt: parcel.expected,
    deliveredAt: parcel.delivered,
    requiresShipping: true,
    totalQuantity: parcel.contents.reduce((sum, [, count]) => sum + count, 0),
    trackingInfo: first(info),
    events: pages(parcel.events.map((event, at) => ({
      id: gid('FulfillmentEvent', `${id}${at}`), status: event.state, happenedAt: event.at, createdAt: event.at, estimatedDeliveryAt: parcel.expected, message: event.text,
      address1: null, city: event.city, province: null, country: 'Germany', zip: null, latitude: null, longitude: null,
    }))),
    fulfillmentLineItems: pages(parcel.contents.map(([line, quantity]) => ({ id: gid('FulfillmentLineItem', `${id}${line}`), lineItem: items[line], quantity }))),
  };
}

function fulfilmentOrder(one, items) {
  const held = one.shopify[1] === 'ON_HOLD';
  const open = items.some(({ unfulfilledQuantity }) => unfulfilledQuantity > 0);
  const pickup = one.state === 'ready-for-pickup';
  const status = held ? 'ON_HOLD' : one.state === 'cancelled' || !open ? 'CLOSED' : one.shopify[1] === 'UNFULFILLED' ? 'OPEN' : 'IN_PROGRESS';
  return {
    id: gid('FulfillmentOrder', one.number),
    orderName: `#${one.number}`,
    createdAt: one.placed,
    updatedAt: one.changed,
    status,
    requestStatus: 'UNSUBMITTED',
    fulfillAt: one.placed,
    fulfillBy: null,
    deliveryMethod: { id: gid('DeliveryMethod', one.number), methodType: pickup ? 'PICK_UP' : 'SHIPPING', minDeliveryDateTime: null, maxDeliveryDateTime: null, presentedName: pickup ? 'Lindenhof' : 'DHL' },
    fulfillmentHolds: held ? [{ id: gid('FulfillmentHold', one.number), displayReason: 'Inventory out of stock', handle: null, reason: 'INVENTORY_OUT_OF_STOCK', reasonNotes: 'Not enough inventory to complete this work.' }] : [],
    lineItems: pages(items.map((lineItem, index) => ({ id: gid('FulfillmentOrderLineItem', `${one.number}${index}`), lineItem, remainingQuantity: lineItem.unfulfilledQuantity, totalQuantity: lineItem.quantity }))),
  };
}

const refund = (one, items, minor) => ({
  id: gid('Refund', one.number),
  createdAt: one.changed,
  note: one.person.note,
  totalRefundedSet: bag(minor),
  refundLineItems: pages(one.lines.flatMap(({ removed }, index) => (removed ? [{ id: gid('RefundLineItem', `${one.number}${index}`), lineItem: items[index], quantity: removed, restocked: true, restockType: 'RETURN' }] : []))),
});
