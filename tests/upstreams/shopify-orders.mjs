// Orders as Shopify's Admin API tells them, with fulfilments and refunds.

import { bag, first, gid, pages, picture } from './shopify-common.mjs';
import { product, variant } from './shopify-products.mjs';
import { CURRENCY, SHOP } from './shop.mjs';

export function order(one) {
  const { id, number, person, lines, parcels } = one;
  const [financial, fulfilment] = one.shopify;
  const items = lines.map((line, index) => lineItem(one, line, index));
  const refunded = lines.reduce((sum, { variant, removed }) => sum + variant.price * removed, 0);
  const cancelled = one.state === 'cancelled' ? one.changed : null;
  return {
    id: gid('Order', `550${id}`),
    legacyResourceId: `550${id}`,
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
    customer: { id: gid('Customer', id), displayName: `${person.first} ${person.last}`, firstName: person.first, lastName: person.last, email: person.email, phone: person.phone },
    billingAddress: address(person, id),
    shippingAddress: address(person, id),
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
      id: gid('OrderTransaction', id), gateway: 'shopify_payments', accountNumber: person.card, status: 'SUCCESS', kind: 'SALE', amountSet: bag(one.total),
      paymentDetails: { __typename: 'CardPaymentDetails', company: 'Visa', name: `${person.first} ${person.last}`, number: person.card, bin: person.card.slice(0, 6) },
    }]),
    lineItems: pages(items),
    fulfillments: first(parcels.map((parcel, index) => fulfilmentOf(one, parcel, index, items))),
    fulfillmentsCount: { count: parcels.length, precision: 'EXACT' },
    fulfillmentOrders: pages([fulfilmentOrder(one, items)]),
    refunds: first(refunded ? [refund(one, items, refunded)] : []),
  };
}

const address = (person, id) => ({
  id: gid('MailingAddress', id),
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
    id: gid('LineItem', `${one.id}${index}`),
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
    variant: () => variant(sold, sold.of, 1),
  };
}

function fulfilmentOf(one, parcel, index, items) {
  const id = `${one.id}${index}`;
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
    id: gid('FulfillmentOrder', one.id),
    orderName: `#${one.number}`,
    createdAt: one.placed,
    updatedAt: one.changed,
    status,
    requestStatus: 'UNSUBMITTED',
    fulfillAt: one.placed,
    fulfillBy: null,
    deliveryMethod: { id: gid('DeliveryMethod', one.id), methodType: pickup ? 'PICK_UP' : 'SHIPPING', minDeliveryDateTime: null, maxDeliveryDateTime: null, presentedName: pickup ? 'Lindenhof' : 'DHL' },
    fulfillmentHolds: held ? [{ id: gid('FulfillmentHold', one.id), displayReason: 'Inventory out of stock', handle: null, reason: 'INVENTORY_OUT_OF_STOCK', reasonNotes: 'Not enough inventory to complete this work.' }] : [],
    lineItems: pages(items.map((lineItem, index) => ({ id: gid('FulfillmentOrderLineItem', `${one.id}${index}`), lineItem, remainingQuantity: lineItem.unfulfilledQuantity, totalQuantity: lineItem.quantity }))),
  };
}

const refund = (one, items, minor) => ({
  id: gid('Refund', one.id),
  createdAt: one.changed,
  note: one.person.note,
  totalRefundedSet: bag(minor),
  refundLineItems: pages(one.lines.flatMap(({ removed }, index) => (removed ? [{ id: gid('RefundLineItem', `${one.id}${index}`), lineItem: items[index], quantity: removed, restocked: true, restockType: 'RETURN' }] : []))),
});
