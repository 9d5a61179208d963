import { expect, test } from 'vitest';
import { kinds } from '../../../src/engine/kinds/kinds.js';
import { model } from '../../schemas/kinds/generated/model.js';

const kindNames = Object.keys(kinds).sort();

/** The kinds of the columns of the tables in tests/schemas/kinds that are in this state. */
function kindsOf(state: { nullable?: boolean; list?: boolean }): string[] {
  const columns = model.tables
    .flatMap((table) => table.columns)
    .filter(({ nullable, list }) => nullable === !!state.nullable && list === !!state.list);
  return [...new Set(columns.map(({ kind }) => kind))].sort();
}

test('the schema of these tests has columns of every kind: required, nullable, and lists', () => {
  expect(kindsOf({})).toEqual(kindNames);
  expect(kindsOf({ nullable: true })).toEqual(kindNames);
  expect(kindsOf({ list: true })).toEqual(kindNames);
});

test('the schema of these tests has a table for every kind of key', () => {
  const keys = Object.entries(kinds).flatMap(([name, { key }]) => (key ? [name] : []));
  const used = new Set(model.tables.map((table) => table.key.kind));
  expect([...used].sort()).toEqual(keys.sort());
});
