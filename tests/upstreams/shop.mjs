// The shop that every platform sells for: the same products and orders, each told in the platform's own way.

import { PEOPLE } from './people.mjs';

/** ISO 4217. Prices are in its minor unit. */
export const CURRENCY = 'EUR';

/** The storefront that links lead to. */
export const SHOP = 'https://shop.example';

/**
 * Names, prices and specs of real parts (docyx/pc-part-dataset, MIT). A product has one variant, or several that an option
 * tells apart. `stock` 0 cannot be bought.
 */
export const PRODUCTS = [
  product(101, 'KOORUI 24E3', 'KOORUI', 'monitor', 'A 24-inch monitor with 165 Hz.', { 'Screen size': '24"', 'Refresh rate': '165 Hz', Panel: 'IPS' }, [variant(1101, 'KOO-24E3', 10_999, 12)]),
  product(102, 'Asus TUF Gaming VG27AQ', 'Asus', 'monitor', 'A 27-inch monitor for games.', { 'Screen size': '27"', 'Refresh rate': '165 Hz', Panel: 'IPS' }, [variant(1102, 'ASU-VG27AQ', 24_900, 3)]),
  product(103, 'AMD Ryzen 7 9800X3D', 'AMD', 'cpu', 'Eight cores, Zen 5.', { Cores: '8', 'Boost clock': '5.2 GHz', TDP: '120 W' }, [variant(1103, 'AMD-9800X3D', 45_150, 7)]),
  product(104, 'Corsair Vengeance RGB 32 GB', 'Corsair', 'memory', 'DDR5-6000, CL36, two modules.', { Speed: 'DDR5-6000', 'CAS latency': '36' }, [
    variant(1104, 'COR-32-BLK', 9_499, 20, 'Colour', 'Black'),
    variant(1105, 'COR-32-WHT', 9_999, 0, 'Colour', 'White'),
  ]),
  product(105, 'MSI MAG A750GL PCIE5', 'MSI', 'power-supply', '750 W, gold & fully modular.', { Wattage: '750 W', Efficiency: '80+ Gold' }, [variant(1106, 'MSI-A750GL', 10_999, 5)]),
  product(106, 'Samsung 990 Pro', 'Samsung', 'internal-hard-drive', 'An NVMe drive.', { Interface: 'M.2 PCIe 4.0 X4' }, [
    variant(1107, 'SAM-990-1T', 9_999, 30, 'Capacity', '1 TB'),
    variant(1108, 'SAM-990-2T', 14_999, 11, 'Capacity', '2 TB'),
    variant(1109, 'SAM-990-4T', 28_999, 2, 'Capacity', '4 TB'),
  ]),
  product(107, 'Thermalright Peerless Assassin 120 SE', 'Thermalright', 'cpu-cooler', 'Two towers, two fans.', { Noise: '25.6 dB' }, [variant(1110, 'THE-PA120', 3_490, 40)]),
  // Nobody may take a shop's texts for markup.
  product(108, 'Creative Labs Pebble 2.0 <b>"&"</b>', 'Creative', 'speakers', 'Small <script>alert(1)</script> speakers & a USB plug.', { Power: '4.4 W' }, [variant(1111, 'CRE-PEB', 2_900, 0)]),
];

function product(id, name, brand, category, description, specs, variants) {
  const slug = name.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
  const url = `${SHOP}/products/${slug}`;
  const image = `${SHOP}/images/${slug}.jpg`;
  const sold = variants.map((variant) => ({ ...variant, product: id }));
  return { id, name, slug, url, image, brand, category, description, specs, variants: sold, changed: '2026-11-01T08:00:00Z' };
}

function variant(id, sku, price, stock, option, value) {
  return { id, sku, price, stock, option, value };
}

/** All variants, with their products. */
export const VARIANTS = new Map(PRODUCTS.flatMap((product) => product.variants.map((variant) => [variant.id, { ...variant, of: product }])));

/**
 * Orders, each for one state. `state` is the HTTP contract's word; `shopify` is [financial, fulfilment], `woo` and `vendure`
 * are their states. Where a platform has no such state, it is the nearest that the platform would show.
 */
export const ORDERS = [
  order('1001', 'ada', 'awaiting-payment', { shopify: ['PENDING', 'UNFULFILLED'], woo: 'pending', vendure: 'PaymentAuthorized' }),
  order('1002', 'ada', 'processing', { shopify: ['PAID', 'UNFULFILLED'], woo: 'processing', vendure: 'PaymentSettled' }),
  order('1003', 'ada', 'back-ordered', { shopify: ['PAID', 'ON_HOLD'], woo: 'on-hold', vendure: 'PaymentSettled' }),
  order('1004', 'ada', 'partly-shipped', { shopify: ['PAID', 'PARTIALLY_FULFILLED'], woo: 'processing', vendure: 'PartiallyShipped' }, [parcel('IN_TRANSIT', [[0, 1]])]),
  order('1005', 'ada', 'shipped', { shopify: ['PAID', 'FULFILLED'], woo: 'completed', vendure: 'Shipped' }, [parcel('IN_TRANSIT', [[0, 1], [1, 2]])]),
  order('1006', 'ada', 'delivered', { shopify: ['PAID', 'FULFILLED'], woo: 'completed', vendure: 'Delivered' }, [parcel('DELIVERED', [[0, 1], [1, 2]])]),
  order('1007', 'ada', 'cancelled', { shopify: ['VOIDED', 'UNFULFILLED'], woo: 'cancelled', vendure: 'Cancelled' }),
  order('1008', 'ada', 'partly-refunded', { shopify: ['PARTIALLY_REFUNDED', 'FULFILLED'], woo: 'completed', vendure: 'Delivered' }, [parcel('DELIVERED', [[0, 1], [1, 2]])], { removed: [0, 1] }),
  order('1009', 'ada', 'refunded', { shopify: ['REFUNDED', 'UNFULFILLED'], woo: 'refunded', vendure: 'Cancelled' }, [], { removed: [1, 2] }),
  order('1010', 'ada', 'ready-for-pickup', { shopify: ['PAID', 'FULFILLED'], woo: 'processing', vendure: 'PaymentSettled' }, [parcel('READY_FOR_PICKUP', [[0, 1], [1, 2]], { carrier: '', tracking: '' })]),
  order('1011', 'ada', 'shipped', { shopify: ['PAID', 'FULFILLED'], woo: 'completed', vendure: 'Shipped' }, [parcel('OUT_FOR_DELIVERY', [[0, 1], [1, 2]])]),
  order('1012', 'ada', 'shipped', { shopify: ['PAID', 'FULFILLED'], woo: 'completed', vendure: 'Shipped' }, [parcel('ATTEMPTED_DELIVERY', [[0, 1], [1, 2]])]),
  order('1013', 'ada', 'returned', { shopify: ['REFUNDED', 'FULFILLED'], woo: 'refunded', vendure: 'Delivered' }, [parcel('DELIVERED', [[0, 1], [1, 2]])], { removed: [1, 2], returned: true }),
  order('1014', 'ada', 'shipped', { shopify: ['PAID', 'FULFILLED'], woo: 'completed', vendure: 'PartiallyDelivered' }, [parcel('DELIVERED', [[0, 1]]), parcel('IN_TRANSIT', [[1, 2]], { carrier: 'UPS', tracking: '1Z999AA10123456784' })]),
  // Shipped, and nobody knows how.
  order('1015', 'ada', 'shipped', { shopify: ['PAID', 'FULFILLED'], woo: 'completed', vendure: 'Shipped' }, [parcel('FULFILLED', [[0, 1], [1, 2]], { carrier: '', tracking: '' })]),
  // A stage that only this shop has.
  order('1016', 'ada', 'processing', { shopify: ['PAID', 'IN_PROGRESS'], woo: 'in-workshop', vendure: 'InWorkshop' }, [], { stage: 'In the workshop' }),
  order('2001', 'ben', 'processing', { shopify: ['PAID', 'UNFULFILLED'], woo: 'processing', vendure: 'PaymentSettled' }),
  order('2002', 'ben', 'shipped', { shopify: ['PAID', 'FULFILLED'], woo: 'completed', vendure: 'Shipped' }, [parcel('IN_TRANSIT', [[0, 1], [1, 2]])]),
  // Older than a shop keeps its orders open to those who know their number.
  order('2003', 'ben', 'delivered', { shopify: ['PAID', 'FULFILLED'], woo: 'completed', vendure: 'Delivered' }, [parcel('DELIVERED', [[0, 1], [1, 2]])], { placed: '2025-11-20T09:00:00Z', old: true }),
  // Five hundred lines, in two parcels and a rest.
  order('2500', 'ben', 'partly-shipped', { shopify: ['PAID', 'PARTIALLY_FULFILLED'], woo: 'processing', vendure: 'PartiallyShipped' }, [parcel('IN_TRANSIT', from(0, 300)), parcel('DELIVERED', from(300, 450), { carrier: 'UPS', tracking: '1Z999AA10123456784' })], { count: 500 }),
  // Numbered by the shop itself: WooCommerce knows them as 3002 and 3001.
  order('C-3002', 'ben', 'processing', { shopify: ['PAID', 'UNFULFILLED'], woo: 'processing', vendure: 'PaymentSettled' }),
  order('B-3001', 'ben', 'processing', { shopify: ['PAID', 'UNFULFILLED'], woo: 'processing', vendure: 'PaymentSettled' }),
];

function order(number, who, state, platforms, parcels = [], { removed = [0, 0], stage = '', returned = false, old = false, placed = '2026-11-16T09:30:00Z', count = 2 } = {}) {
  const sold = [VARIANTS.get(1103), VARIANTS.get(1108)];
  const lines = Array.from({ length: count }, (_, index) => ({ variant: sold[index % 2], quantity: (index % 2) + 1, removed: removed[index] ?? 0 }));
  const total = lines.reduce((sum, { variant, quantity }) => sum + variant.price * quantity, 0);
  return { id: number.replace(/\D/g, ''), number, person: PEOPLE[who], state, stage, placed, changed: '2026-11-19T10:00:00Z', lines, total, parcels, returned, old, ...platforms };
}

/** The contents of a parcel with one of each of these lines. */
function from(start, end) {
  return Array.from({ length: end - start }, (_, index) => [start + index, 1]);
}

/** `state` is Shopify's FulfillmentDisplayStatus; `contents` are pairs of a line's index and how many of it. */
function parcel(state, contents, { carrier = 'DHL', tracking = '00340434292135100186' } = {}) {
  const url = { DHL: `https://www.dhl.example/?piececode=${tracking}`, UPS: `https://www.ups.example/track?tracknum=${tracking}` }[carrier];
  const delivered = state === 'DELIVERED' ? '2026-11-18T13:12:00Z' : null;
  const expected = ['IN_TRANSIT', 'OUT_FOR_DELIVERY', 'ATTEMPTED_DELIVERY'].includes(state) ? '2026-11-21T17:00:00Z' : null;
  const events = tracking ? [{ state: 'IN_TRANSIT', at: '2026-11-17T18:40:00Z', text: 'Left the parcel centre', city: 'Leipzig' }] : [];
  if (tracking && state !== 'IN_TRANSIT') events.push({ state, at: delivered ?? '2026-11-20T07:05:00Z', text: 'Parcel centre of destination', city: 'Berlin' });
  return { state, carrier, tracking, url: url ?? null, shipped: '2026-11-17T15:00:00Z', expected, delivered, contents, events };
}

/** `24900` as `249.00`. */
export const decimal = (minor) => (minor / 100).toFixed(2);
