// Who has ordered. All that is personal holds a canary: a text that no cache, file or log may ever contain. People whose
// data must not get to each other have different ones. CANARIES in tests/src/upstreams.rs lists the same.

/** By name: `CANARY-A` is Ada's. The digits of phones and cards are canaries too, for not all platforms keep letters there. */
export const PEOPLE = {
  ada: {
    email: 'ada@example.com',
    first: 'Ada',
    last: 'CANARY-A-Lovelace',
    company: 'CANARY-A-Engines GmbH',
    street: 'CANARY-A-Straße 12',
    extra: 'CANARY-A-Hinterhaus',
    city: 'Berlin',
    postcode: '10829',
    country: 'DE',
    phone: '+49 30 0815471101',
    card: '4929081547110101',
    ip: '198.51.100.71',
    note: 'CANARY-A-note: ring twice',
    agent: 'CANARY-A-Browser/1.0',
  },
  ben: {
    email: 'ben@example.com',
    first: 'Ben',
    last: 'CANARY-B-Franklin',
    company: 'CANARY-B-Prints KG',
    street: 'CANARY-B-Allee 7',
    extra: 'CANARY-B-3. Stock',
    city: 'Hamburg',
    postcode: '20095',
    country: 'DE',
    phone: '+49 40 0815471202',
    card: '4929081547120202',
    ip: '198.51.100.72',
    note: 'CANARY-B-note: leave it with CANARY-B-neighbour',
    agent: 'CANARY-B-Browser/1.0',
  },
};
