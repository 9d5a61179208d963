import {
  buildSchema,
  type GraphQLSchema,
  getIntrospectionQuery,
  graphqlSync,
  parse,
} from 'graphql';
import { expect, test } from 'vitest';
import { operationCost } from '../../../src/server/limits/operation-cost.js';
import { kindsSchema } from '../../schemas/kinds/schema.js';
import { pressSchema } from '../../schemas/press/schema.js';

/** The cost of a query, and the number of fields in its response. */
function measure(schema: GraphQLSchema, query: string) {
  const document = parse(query);
  const [operation] = document.definitions;
  if (operation?.kind !== 'OperationDefinition') throw new Error('it has no operation');
  const { data, errors } = graphqlSync({ schema, source: query });
  expect(errors).toBeUndefined();
  return { cost: operationCost(schema, document, operation)({}), fields: fieldsIn(data) };
}

function fieldsIn(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum, item) => sum + fieldsIn(item), 0);
  if (typeof value !== 'object' || value === null) return 0;
  const fields = Object.values(value);
  return fields.length + fields.reduce((sum, field) => sum + fieldsIn(field), 0);
}

const aliases = (count: number, field: string) =>
  Array.from({ length: count }, (_, n) => `a${n}: ${field}`).join(' ');

test.each([
  ['press', pressSchema],
  ['kinds', kindsSchema],
])('a field of introspection costs about 0.1 each time it is in the response: %s', (_, schema) => {
  for (const query of [
    getIntrospectionQuery(),
    '{ __schema { types { name } } }',
    `{ __schema { types { fields { args { ${aliases(150, 'description')} } } } } }`,
    `{ __schema { types { inputFields { ${aliases(150, 'name')} } enumValues { name } } } }`,
    `{ ${aliases(50, '__schema { types { fields { name args { name } } possibleTypes { name } } }')} }`,
    '{ __schema { directives { name locations args { name } } } }',
  ]) {
    const { cost, fields } = measure(schema, query);
    expect(cost, query).toBeGreaterThan(fields * 0.08);
    expect(cost, query).toBeLessThan(fields * 0.15 + 2);
  }
});

test('a single type costs as much as the largest', () => {
  const fields = Array.from({ length: 1_000 }, (_, n) => `f${n}: Int`).join(' ');
  const types = Array.from({ length: 100 }, (_, n) => `type T${n} { a: Int }`).join(' ');
  const schema = buildSchema(`type Query { ${fields} } ${types}`);
  for (const name of ['Query', 'T1']) {
    const { cost } = measure(schema, `{ __type(name: "${name}") { fields { name } } }`);
    expect(cost).toBeGreaterThan(100);
    expect(cost).toBeLessThan(150);
  }
});

test('tools can read a schema of any size, but not three times at once', () => {
  const fields = Array.from({ length: 20 }, (_, n) => `f${n}(a: Int, b: [String!]): T${n}!`);
  const types = Array.from({ length: 1_000 }, (_, n) => `type T${n} { ${fields.join(' ')} }`);
  const schema = buildSchema(`type Query { a: Int } ${types.join(' ')}`);
  const { cost } = measure(schema, getIntrospectionQuery());
  expect(cost).toBeGreaterThan(10_000);
  expect(cost).toBeLessThan(15_000);
});
