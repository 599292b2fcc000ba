// The fake's schemas against the real server's: what the fake plays must be there, of the same type.
//
// `cargo xtask test --real-upstreams` tells by DESKBELL_VENDURE what server.mjs printed.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { buildClientSchema, buildSchema, getIntrospectionQuery, isEnumType, isInputObjectType, isIntrospectionType, isUnionType } from 'graphql';
import { Client } from './client.mjs';

const { port } = JSON.parse(process.env.DESKBELL_VENDURE);
const SCHEMAS = new URL('../upstreams/schemas/', import.meta.url);
const played = (...names) => buildSchema(names.map((name) => readFileSync(new URL(`${name}.graphql`, SCHEMAS), 'utf8')).join('\n'));

for (const api of ['shop', 'admin']) {
  test(`the fake's ${api} API is a part of Vendure's`, async () => {
    const told = await new Client(`http://127.0.0.1:${port}/${api}-api`).ask(getIntrospectionQuery());
    const real = buildClientSchema(told).getTypeMap();
    for (const type of Object.values(played('vendure', `vendure-${api}`).getTypeMap())) {
      if (isIntrospectionType(type)) continue;
      assert.equal(real[type.name]?.constructor.name, type.constructor.name, type.name);
      for (const [member, signature] of members(type)) {
        const there = new Map(members(real[type.name])).get(member);
        assert.ok(fits(signature, there), `${type.name}.${member}: ${JSON.stringify(signature)}, and really ${JSON.stringify(there)}`);
      }
    }
  });
}

/** Members of a type by their names, each with its own type and those of its arguments. */
function members(type) {
  if (isEnumType(type)) return type.getValues().map(({ name }) => [name, { is: name }]);
  if (isUnionType(type)) return type.getTypes().map(({ name }) => [name, { is: name }]);
  if (!type.getFields) return [];
  return Object.entries(type.getFields()).map(([name, field]) => {
    const takes = isInputObjectType(type) ? [] : field.args.map((one) => [one.name, String(one.type)]);
    return [name, { is: String(field.type), takes: Object.fromEntries(takes) }];
  });
}

/** Whether what is played is really there; there may be more arguments. */
const fits = (played, real) => real?.is === played.is && Object.entries(played.takes ?? {}).every(([name, type]) => real.takes[name] === type);
