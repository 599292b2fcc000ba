// GraphQL as platforms speak it: a request is checked against a schema before anything is answered, so that a query for a
// field that does not exist fails here as it would there.

import { readFileSync } from 'node:fs';

import { GraphQLError, buildSchema, graphql } from 'graphql';

/** Reads a schema in `schemas`, which may be in several files. */
export const schema = (...names) => buildSchema(names.map((name) => readFileSync(new URL(`schemas/${name}.graphql`, import.meta.url), 'utf8')).join('\n'));

/** Executes the body of a request, `{ query, variables }`; the result is `{ data, errors }`. */
export async function execute(schema, root, body, context) {
  let asked;
  try {
    asked = JSON.parse(body);
  } catch {
    return { errors: [{ message: 'The request is no JSON' }] };
  }
  if (typeof asked?.query !== 'string') return { errors: [{ message: 'No query string was present' }] };
  const { query: source, variables: variableValues, operationName } = asked;
  const { data, errors } = await graphql({ schema, source, rootValue: root, variableValues, operationName, contextValue: context });
  // Without `data` where nothing was executed, as the specification wants.
  return { ...(errors && { errors: errors.map(told) }), ...(data !== undefined && { data }) };
}

/** An error with a code, such as a resolver throws. */
export const failure = (message, code) => new GraphQLError(message, { extensions: { code } });

/** A mistake in this folder is not to look like a platform's answer. */
function told(error) {
  if (error.originalError && !(error.originalError instanceof GraphQLError)) throw error.originalError;
  return error.toJSON();
}

/** A list as Relay's connections page it: `{ first, after }` choose; cursors are opaque. */
export const connection = (list) => ({ first, after }) => {
  const start = after ? Number(Buffer.from(after, 'base64url').toString()) + 1 : 0;
  const nodes = list.slice(start, start + first);
  const edges = nodes.map((node, index) => ({ node, cursor: Buffer.from(String(start + index)).toString('base64url') }));
  const pageInfo = {
    hasNextPage: start + nodes.length < list.length,
    hasPreviousPage: start > 0,
    startCursor: edges.at(0)?.cursor ?? null,
    endCursor: edges.at(-1)?.cursor ?? null,
  };
  return { nodes, edges, pageInfo };
};
