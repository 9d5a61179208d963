import type { Faker } from '@faker-js/faker';
import type { ColumnModel } from '../../src/engine/model/column.js';
import { kindValues, type Make, seedTime, type Value } from './kind-values.js';

/** Makes the values of one column. */
export interface ColumnValues {
  /** A plausible value; sometimes null, if the column is nullable. */
  any(faker: Faker): Value;
  /** A value that is unique for `n`; undefined if the column cannot have that many values. */
  distinct(faker: Faker, n: number): Value | undefined;
}

/** The share of nulls in a nullable column. */
export const nullShare = 0.15;

/** The values of a column of a table or of a relation named `table`. */
export function columnValues(table: string, column: ColumnModel): ColumnValues {
  const id = generatedId(column);
  const { one, nth } = id ? { one: id, nth: id } : kindValues[column.kind](table, column);
  const makeOne: Make = column.list
    ? (faker) => Array.from({ length: faker.number.int(4) }, () => one(faker))
    : one;
  return {
    any: (faker) => (column.nullable && faker.number.float() < nullShare ? null : makeOne(faker)),
    distinct: (faker, n) => (column.list ? [nth(faker, n) ?? null] : nth(faker, n)),
  };
}

/** The generator of a default that Prisma's client would generate, with the seeded random numbers. */
function generatedId({ default: source }: ColumnModel): Make | undefined {
  if (typeof source !== 'object') return undefined;
  switch (source.generator) {
    case 'uuid':
      return (faker) => faker.string.uuid();
    case 'cuid':
      return (faker) =>
        `c${faker.string.alphanumeric({ length: source.version === 1 ? 24 : 23, casing: 'lower' })}`;
    case 'nanoid':
      return (faker) => faker.string.nanoid(source.length);
    case 'ulid':
      return (faker) => faker.string.ulid({ refDate: seedTime });
    case 'now':
      return undefined;
  }
}
