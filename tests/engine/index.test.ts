import SchemaBuilder, { type ObjectRef } from '@pothos/core';
import { printSchema } from 'graphql';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { addBothEnds, type Database, type Row } from '../../src/engine/index.js';
import { model } from '../schemas/press/generated/model.js';
import { pressSchema } from '../schemas/press/schema.js';

interface Context {
  readonly tenant: string;
}

const database: Database = {
  run: async () => [],
  transaction: () => Promise.reject(new Error('nothing is changed here')),
};

/** Needed by TypeScript alone, as the product has the plugin: these builders have not. */
const scopeAuth = { scopeAuth: { authScopes: () => ({}) } };

describe('addBothEnds', () => {
  test.each([
    ['as they are', {}],
    ['nullable fields', { defaultFieldNullability: true }],
    ['required inputs', { defaultInputFieldRequiredness: true }],
  ])('adds the same schema to a builder whose defaults are %s', (_, defaults) => {
    const builder = new SchemaBuilder({ ...scopeAuth, ...defaults });
    builder.queryType();
    builder.mutationType();
    addBothEnds(builder, model, { database });
    expect(printSchema(builder.toSchema({ sortSchema: false }))).toBe(printSchema(pressSchema));
  });

  test('takes the builder’s own types', () => {
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
    expectTypeOf(types.object('Article')).toExtend<
      ObjectRef<PothosSchemaTypes.ExtendDefaultTypes<{ Context: Context }>, Row>
    >();
    builder.objectField(types.object('Article'), 'tenant', (t) =>
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

  test('needs to know where the database is', () => {
    const builder = new SchemaBuilder<{ Context: Context }>(scopeAuth);
    // @ts-expect-error: neither `database` nor `context`.
    expect(() => addBothEnds(builder, model, {})).not.toThrow();
  });

  test('does not let the caller say what the fields are made of', () => {
    const builder = new SchemaBuilder<{ Context: Context }>(scopeAuth);
    // @ts-expect-error: the type of a field is the engine's.
    addBothEnds(builder, model, { database, fields: { query: { type: 'Int' } } });
    builder.queryType();
    builder.mutationType();
    expect(printSchema(builder.toSchema({ sortSchema: false }))).toBe(printSchema(pressSchema));
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
  ])('refuses plugin-relay with %s of global IDs', (_, relay) => {
    // The plugin is not installed here; its options are looked at before anything of it is used.
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
