// An order for each state, made as shoppers and the shop make them: by the Shop API and the Admin API.

import { Client } from './client.mjs';

const ADA = { firstName: 'Ada', lastName: 'Berg', emailAddress: 'ada@example.com' };
const BEN = { firstName: 'Ben', lastName: 'Kuhn', emailAddress: 'ben@example.com', password: 'vendure_ben' };
const SENT_TO = { fullName: 'Ada Berg', streetLine1: 'Seestr. 1', city: 'Berlin', postalCode: '10829', countryCode: 'DE' };
const BILLED_TO = { ...SENT_TO, streetLine1: 'Elbweg 2', city: 'Hamburg', postalCode: '20095' };
const TEAPOTS = [['TEA-B-L', 2], ['CUP-1', 1]];

/** Makes them and returns their codes by what they are. */
export async function orders(url, admin) {
  const { productVariants } = await admin.ask('{ productVariants(options: { take: 100 }) { items { id sku } } }');
  const shop = { url, admin, variants: Object.fromEntries(productVariants.items.map(({ sku, id }) => [sku, id])) };
  const codes = {};
  for (const [name, make] of Object.entries(ALL)) codes[name] = await make(shop);
  return codes;
}

const ALL = {
  cart: async (shop) => (await cart(shop)).code,
  draft: async (shop) => (await draft(shop, TEAPOTS)).code,
  /** Made by the shop for somebody who called, and takes the last one. */
  phoned: async (shop) => {
    const { id, code } = await draft(shop, [['TEA-G-S', 1]]);
    await turn(shop, id, 'ArrangingPayment');
    await shop.admin.ask(`mutation($input: ManualPaymentInput!) { addManualPaymentToOrder(input: $input) { ${FAILED} } }`, { input: { orderId: id, method: 'cash', metadata: {} } });
    return code;
  },
  /** Of a product that has been deleted since. */
  discontinued: async (shop) => {
    const { code, lines } = await placed(shop, { items: [['MUG-1', 1]] });
    await shop.admin.ask('mutation($id: ID!) { deleteProduct(id: $id) { result } }', { id: lines[0].productVariant.productId });
    return code;
  },
  unpaid: async (shop) => (await checkedOut(shop)).code,
  declined: async (shop) => {
    const { buyer, code } = await checkedOut(shop);
    // What is refused by the bank is an error to the shopper, and a payment of the order all the same.
    await pay(buyer, 'at-once', { shouldDecline: true }).catch(() => {});
    return code;
  },
  authorised: async (shop) => (await placed(shop, { method: 'on-invoice' })).code,
  settled: async (shop) => {
    const { id, code } = await placed(shop);
    await note(shop, id, 'Pays always late', false);
    await note(shop, id, '<p>Thank you &amp; see you.</p>', true);
    return code;
  },
  /** Ben has an account; the others are guests'. */
  customers: async (shop) => {
    await shop.admin.ask('mutation($input: CreateCustomerInput!, $password: String) { createCustomer(input: $input, password: $password) { ... on ErrorResult { errorCode } } }', { input: { ...BEN, password: undefined }, password: BEN.password });
    return (await placed(shop, { customer: BEN })).code;
  },
  modifying: async (shop) => {
    const { id, code } = await placed(shop);
    await turn(shop, id, 'Modifying');
    return code;
  },
  partly_shipped: async (shop) => {
    const { code } = await partlyShipped(shop);
    return code;
  },
  partly_delivered: async (shop) => {
    const { id, code, lines, parcel } = await partlyShipped(shop);
    await carry(shop, parcel, 'Delivered');
    await pack(shop, [[lines[0], 1], [lines[1], 1]], 'Standard', '');
    return code;
  },
  shipped: async (shop) => (await sent(shop)).code,
  delivered: async (shop) => {
    const { code, parcel } = await sent(shop);
    await carry(shop, parcel, 'Delivered');
    return code;
  },
  parcel_cancelled: async (shop) => {
    const { code, lines } = await placed(shop);
    await carry(shop, await pack(shop, lines.map((line) => [line, line.quantity]), 'DHL', 'JD0001'), 'Cancelled');
    return code;
  },
  cancelled: async (shop) => {
    const { id, code } = await placed(shop);
    await cancel(shop, { orderId: id, cancelShipping: true, reason: 'Ordered twice' });
    return code;
  },
  line_cancelled: async (shop) => {
    const { id, code, lines } = await placed(shop);
    await cancel(shop, { orderId: id, lines: [{ orderLineId: lines[0].id, quantity: 1 }, { orderLineId: lines[1].id, quantity: 1 }] });
    return code;
  },
  /** Given back, but not yet: the refund is pending. */
  refund_pending: async (shop) => {
    const { code, payments } = await placed(shop);
    await refund(shop, payments[0], 1000);
    return code;
  },
  partly_refunded: async (shop) => {
    const { code, payments } = await placed(shop);
    await settle(shop, await refund(shop, payments[0], 1000));
    return code;
  },
  refunded: async (shop) => {
    const { code, payments } = await placed(shop);
    await settle(shop, await refund(shop, payments[0], payments[0].amount));
    return code;
  },
};

const FAILED = '... on ErrorResult { errorCode message }';
const ORDER = '... on Order { id code payments { id amount } lines { id quantity productVariant { productId } } }';

/** An order that is still being filled. */
async function cart({ url, variants }, { customer = ADA, items = TEAPOTS } = {}) {
  const buyer = new Client(`${url}/shop-api`);
  if (customer.password) {
    const login = { username: customer.emailAddress, password: customer.password };
    await buyer.ask(`mutation($username: String!, $password: String!) { login(username: $username, password: $password) { ${FAILED} } }`, login);
  }
  let order;
  for (const [sku, quantity] of items) {
    const added = await buyer.ask(`mutation($id: ID!, $quantity: Int!) { addItemToOrder(productVariantId: $id, quantity: $quantity) { ${ORDER} ${FAILED} } }`, { id: variants[sku], quantity });
    order = added.addItemToOrder;
  }
  if (!customer.password) {
    await buyer.ask(`mutation($input: CreateCustomerInput!) { setCustomerForOrder(input: $input) { ${FAILED} } }`, { input: customer });
  }
  return { buyer, ...order };
}

/** An order that only waits for its payment. */
async function checkedOut(shop, choice) {
  const order = await cart(shop, choice);
  const { buyer } = order;
  await buyer.ask(`mutation($input: CreateAddressInput!) { setOrderShippingAddress(input: $input) { ${FAILED} } }`, { input: SENT_TO });
  await buyer.ask(`mutation($input: CreateAddressInput!) { setOrderBillingAddress(input: $input) { ${FAILED} } }`, { input: BILLED_TO });
  const { eligibleShippingMethods } = await buyer.ask('{ eligibleShippingMethods { id } }');
  await buyer.ask(`mutation($ids: [ID!]!) { setOrderShippingMethod(shippingMethodId: $ids) { ${FAILED} } }`, { ids: [eligibleShippingMethods[0].id] });
  await buyer.ask(`mutation { transitionOrderToState(state: "ArrangingPayment") { ... on OrderStateTransitionError { errorCode transitionError } } }`);
  return order;
}

/** An order that was placed. */
async function placed(shop, { method = 'at-once', ...choice } = {}) {
  const order = await checkedOut(shop, choice);
  return { ...order, ...(await pay(order.buyer, method)) };
}

/** An order that the shop itself makes. */
async function draft({ admin, variants }, items) {
  const { createDraftOrder: { id, code } } = await admin.ask('mutation { createDraftOrder { id code } }');
  for (const [sku, quantity] of items) {
    await admin.ask(`mutation($id: ID!, $input: AddItemToDraftOrderInput!) { addItemToDraftOrder(orderId: $id, input: $input) { ${FAILED} } }`, { id, input: { productVariantId: variants[sku], quantity } });
  }
  await admin.ask(`mutation($id: ID!, $input: CreateCustomerInput!) { setCustomerForDraftOrder(orderId: $id, input: $input) { ${FAILED} } }`, { id, input: { ...ADA, emailAddress: 'ada.berg@example.com' } });
  await admin.ask('mutation($id: ID!, $input: CreateAddressInput!) { setDraftOrderShippingAddress(orderId: $id, input: $input) { id } }', { id, input: SENT_TO });
  const { eligibleShippingMethodsForDraftOrder: [method] } = await admin.ask('query($id: ID!) { eligibleShippingMethodsForDraftOrder(orderId: $id) { id } }', { id });
  await admin.ask(`mutation($id: ID!, $method: ID!) { setDraftOrderShippingMethod(orderId: $id, shippingMethodId: $method) { ${FAILED} } }`, { id, method: method.id });
  return { id, code };
}

async function pay(buyer, method, metadata = {}) {
  const paid = await buyer.ask(`mutation($input: PaymentInput!) { addPaymentToOrder(input: $input) { ${ORDER} ${FAILED} } }`, { input: { method, metadata } });
  return paid.addPaymentToOrder;
}

async function sent(shop) {
  const order = await placed(shop);
  const parcel = await pack(shop, order.lines.map((line) => [line, line.quantity]), 'DHL', 'JD0147');
  await carry(shop, parcel, 'Shipped');
  return { ...order, parcel };
}

async function partlyShipped(shop) {
  const order = await placed(shop);
  const parcel = await pack(shop, [[order.lines[0], 1]], 'DHL', 'JD0146');
  await carry(shop, parcel, 'Shipped');
  return { ...order, parcel };
}

async function pack({ admin }, contents, method, trackingCode) {
  const lines = contents.map(([{ id }, quantity]) => ({ orderLineId: id, quantity }));
  const handler = { code: 'manual-fulfillment', arguments: Object.entries({ method, trackingCode }).map(([name, value]) => ({ name, value })) };
  const packed = await admin.ask(`mutation($input: FulfillOrderInput!) { addFulfillmentToOrder(input: $input) { ... on Fulfillment { id } ${FAILED} } }`, { input: { lines, handler } });
  return packed.addFulfillmentToOrder.id;
}

const carry = ({ admin }, id, state) => admin.ask(`mutation($id: ID!, $state: String!) { transitionFulfillmentToState(id: $id, state: $state) { ... on FulfillmentStateTransitionError { errorCode transitionError } } }`, { id, state });
const turn = ({ admin }, id, state) => admin.ask(`mutation($id: ID!, $state: String!) { transitionOrderToState(id: $id, state: $state) { ... on OrderStateTransitionError { errorCode transitionError } } }`, { id, state });
const cancel = ({ admin }, input) => admin.ask(`mutation($input: CancelOrderInput!) { cancelOrder(input: $input) { ${FAILED} } }`, { input });
const note = ({ admin }, id, text, isPublic) => admin.ask('mutation($input: AddNoteToOrderInput!) { addNoteToOrder(input: $input) { id } }', { input: { id, note: text, isPublic } });
const settle = ({ admin }, id) => admin.ask(`mutation($input: SettleRefundInput!) { settleRefund(input: $input) { ${FAILED} } }`, { input: { id, transactionId: 'T1' } });

async function refund({ admin }, payment, amount) {
  const input = { paymentId: payment.id, amount, lines: [], shipping: 0, adjustment: 0 };
  const refunded = await admin.ask(`mutation($input: RefundOrderInput!) { refundOrder(input: $input) { ... on Refund { id } ${FAILED} } }`, { input });
  return refunded.refundOrder.id;
}
