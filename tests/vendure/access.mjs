// Who may ask: the shop's owner, and the help desk by keys that the owner makes for it.

import { Client } from './client.mjs';

export const OWNER = { identifier: 'owner', password: 'vendure_owner' };

/** The Admin API, as the owner uses it. */
export async function owner(url) {
  const admin = new Client(`${url}/admin-api`);
  await admin.ask('mutation($identifier: String!, $password: String!) { login(username: $identifier, password: $password) { ... on ErrorResult { errorCode } } }', OWNER);
  return admin;
}

/** An API key of a role that has just these permissions. */
export async function key(admin, ...permissions) {
  const code = permissions.join('-').toLowerCase();
  const { createRole: role } = await admin.ask('mutation($input: CreateRoleInput!) { createRole(input: $input) { id } }', { input: { code, description: code, permissions } });
  const input = { roleIds: [role.id], translations: [{ languageCode: 'en', name: code }] };
  const { createApiKey } = await admin.ask('mutation($input: CreateApiKeyInput!) { createApiKey(input: $input) { apiKey } }', { input });
  return createApiKey.apiKey;
}

/** A second channel, in yen, with everything that is sold in the first. Returns its token. */
export async function channel(admin) {
  const token = 'vendure_yen';
  const { zones, products } = await admin.ask('{ zones { items { id } } products { items { id } } }');
  const zone = zones.items[0].id;
  const input = { code: 'yen', token, defaultLanguageCode: 'en', pricesIncludeTax: false, defaultCurrencyCode: 'JPY', defaultTaxZoneId: zone, defaultShippingZoneId: zone };
  const { createChannel } = await admin.ask('mutation($input: CreateChannelInput!) { createChannel(input: $input) { ... on Channel { id } ... on ErrorResult { errorCode } } }', { input });
  const sold = { channelId: createChannel.id, productIds: products.items.map(({ id }) => id), priceFactor: 150 };
  await admin.ask('mutation($input: AssignProductsToChannelInput!) { assignProductsToChannel(input: $input) { id } }', { input: sold });
  return token;
}
