import SchemaBuilder, { type ObjectRef } from '@pothos/core';
import { printSchema } from 'graphql';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { addBothEnds, type Database, type Row } from '../../src/engine/index.js';
import { model } from '../schemas/school/generated/model.js';
import { schoolSchema } from '../schemas/school/schema.js';

interface Context {
  readonly tenant: string;
}

const database: Database = {
  run: async () => [],
  transaction: () => Promise.reject(new Error('no test runs a transaction')),
};

/** The types of the sample API's auth plugin are global and require this option; these builders do not use the plugin. */
const scopeAuth = { scopeAuth: { authScopes: () => ({}) } };

describe('addBothEnds', () => {
  test.each([
    ["Pothos's", {}],
    ['nullable fields', { defaultFieldNullability: true }],
    ['required inputs', { defaultInputFieldRequiredness: true }],
  ])('adds the same schema to a builder whose defaults are %s', (_, defaults) => {
    const builder = new SchemaBuilder({ ...scopeAuth, ...defaults });
    builder.queryType();
    builder.mutationType();
    addBothEnds(builder, model, { database });
    expect(printSchema(builder.toSchema({ sortSchema: false }))).toBe(printSchema(schoolSchema));
  });

  test('uses the types of the builder', () => {
    const builder = new SchemaBuilder<{ Context: Context }>(scopeAuth);
    builder.queryType();
    builder.mutationType();
    const types = addBothEnds(builder, model, {
      database: (context) => {
        expectTypeOf(context).toEqualTypeOf<Context>();
        return database;
      },
      fields: { query: { deprecationReason: 'old' }, relation: {}, mutation: {} },
    });
    expectTypeOf(types.object('Student')).toExtend<
      ObjectRef<PothosSchemaTypes.ExtendDefaultTypes<{ Context: Context }>, Row>
    >();
    builder.objectField(types.object('Student'), 'tenant', (t) =>
      t.string({
        resolve: (row, _, context) => {
          expectTypeOf(row).toEqualTypeOf<Row>();
          expectTypeOf(context).toEqualTypeOf<Context>();
          return context.tenant;
        },
      }),
    );
    const schema = builder.toSchema();
    const fields = schema.getQueryType()?.getFields() ?? {};
    expect(Object.values(fields).map(({ deprecationReason }) => deprecationReason)).toEqual(
      Object.keys(fields).map(() => 'old'),
    );
    expect(() => types.object('Comment')).toThrow('the model has no table Comment');
  });

  test('requires a database', () => {
    const builder = new SchemaBuilder<{ Context: Context }>(scopeAuth);
    // @ts-expect-error: neither `database` nor `context`.
    expect(() => addBothEnds(builder, model, {})).not.toThrow();
  });

  test('does not accept the type of a field as an option', () => {
    const builder = new SchemaBuilder<{ Context: Context }>(scopeAuth);
    // @ts-expect-error: the engine sets the type of a field.
    addBothEnds(builder, model, { database, fields: { query: { type: 'Int' } } });
    builder.queryType();
    builder.mutationType();
    expect(printSchema(builder.toSchema({ sortSchema: false }))).toBe(printSchema(schoolSchema));
  });

  test.each([
    ['another encoding', { encodeGlobalID: (type: string, id: string) => `${type}/${id}` }],
    ['another decoding', { decodeGlobalID: (id: string) => ({ typename: id, id }) }],
    [
      'a decoding that throws',
      {
        decodeGlobalID: () => {
          throw new Error('no');
        },
      },
    ],
  ])('refuses plugin-relay if it has %s of global IDs', (_, relay) => {
    // The plugin is not installed here; its options are checked before.
    const options = {
      plugins: ['relay'],
      relay,
    } as unknown as PothosSchemaTypes.SchemaBuilderOptions<
      PothosSchemaTypes.ExtendDefaultTypes<object>
    >;
    expect(() => addBothEnds(new SchemaBuilder(options), model, { database })).toThrow(
      'encodeGlobalID and decodeGlobalID of @pothos/plugin-relay must be left out',
    );
  });
});
