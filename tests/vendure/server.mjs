// A real Vendure with a small shop in it, in memory alone. `cargo xtask test --real-upstreams` starts it.
//
// Prints one line of JSON when all is there: {"port", "admin": an API key that may read orders and customers, "orderly":
// one that may read orders alone, "blind": one that may read neither, "channel": the token of a second channel, "orders": {what it is: its code}}. Ends on SIGTERM and when its standard input
// closes.
//
// package.json overrides @graphql-tools/batch-execute: not every registry has the one that Vendure's tree asks for.

import { bootstrap, DefaultSearchPlugin, dummyPaymentHandler, JobQueueService } from '@vendure/core';
import { channel, key, owner, OWNER } from './access.mjs';
import { stock } from './catalogue.mjs';
import { orders } from './orders.mjs';

process.on('SIGTERM', () => process.exit(0));
process.stdin.on('end', () => process.exit(0)).resume();
process.env.VENDURE_DISABLE_TELEMETRY = 'true';

const silent = () => {};
const app = await bootstrap({
  apiOptions: { hostname: '127.0.0.1', port: 0, cors: false },
  // Standard output is for the one line.
  logger: { error: (...said) => console.error(...said), warn: silent, info: silent, verbose: silent, debug: silent },
  authOptions: { tokenMethod: ['bearer', 'api-key'], superadminCredentials: OWNER },
  dbConnectionOptions: { type: 'sqljs', synchronize: true },
  paymentOptions: { paymentMethodHandlers: [dummyPaymentHandler] },
  plugins: [DefaultSearchPlugin.init({})],
});
// It keeps the search index.
await app.get(JobQueueService).start();
await stock(app);
const { port } = app.getHttpServer().address();
const url = `http://127.0.0.1:${port}`;
const admin = await owner(url);
const access = { admin: await key(admin, 'ReadOrder', 'ReadCustomer'), orderly: await key(admin, 'ReadOrder'), blind: await key(admin, 'ReadCatalog'), channel: await channel(admin) };
console.log(JSON.stringify({ port, ...access, orders: await orders(url, admin) }));
