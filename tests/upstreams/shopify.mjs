// Shopify: Admin and Storefront GraphQL, version 2026-10. What it answers is in shopify-admin.mjs and shopify-storefront.mjs.

import { execute, schema } from './graphql.mjs';
import { json } from './reply.mjs';
import { root as admin } from './shopify-admin.mjs';
import { root as storefront } from './shopify-storefront.mjs';

const ADMIN = schema('shopify-admin');
const STOREFRONT = schema('shopify-storefront');

/** Points a second, and points at most, of a shop on the standard plan. https://shopify.dev/docs/api/usage/limits */
const RESTORE_RATE = 100;
const BUCKET = 2000;

export const shopify = {
  async answer({ method, path, headers, body }) {
    const [, side, version] = /^\/(admin\/api|api)\/([\w-]+)\/graphql\.json$/.exec(path) ?? [];
    if (version !== '2026-10' || method !== 'POST') return json({ errors: 'Not Found' }, 404);
    if (side === 'admin/api') {
      if (headers['x-shopify-access-token'] !== 'shpat_fake') {
        return json({ errors: '[API] Invalid API key or access token (unrecognized login or wrong password)' }, 401);
      }
      const told = await execute(ADMIN, admin, body);
      return json({ ...told, extensions: cost(10, BUCKET - 10) });
    }
    // Without a token products may be read ("tokenless access"); a wrong one is refused.
    const token = headers['x-shopify-storefront-access-token'] ?? headers['shopify-storefront-private-token'];
    if (token !== undefined && token !== 'shpsf_fake') {
      return json({ errors: [{ message: '', extensions: { code: 'UNAUTHORIZED' } }] }, 401);
    }
    return json(await execute(STOREFRONT, storefront, body));
  },

  /** A success by its status. The wait follows from what the query costs and how fast the bucket fills. */
  throttled(seconds) {
    const documentation = 'https://shopify.dev/api/usage/rate-limits';
    const errors = [{ message: 'Throttled', extensions: { code: 'THROTTLED', documentation } }];
    return json({ errors, extensions: cost(seconds * RESTORE_RATE, 0, null) });
  },
};

const cost = (requestedQueryCost, currentlyAvailable, actualQueryCost = requestedQueryCost) => ({
  cost: {
    requestedQueryCost,
    actualQueryCost,
    throttleStatus: { maximumAvailable: BUCKET, currentlyAvailable, restoreRate: RESTORE_RATE },
  },
});
