import type { Faker } from '@faker-js/faker';
import type { Model } from '../../src/engine/model/model.js';
import type { ToOneModel } from '../../src/engine/model/relation.js';
import type { TableModel } from '../../src/engine/model/table.js';
import { nullShare } from './column-values.js';
import { creationOrder } from './creation-order.js';
import type { FilledColumn } from './row-maker.js';

/**
 * Whether a foreign key is set after all rows have been added, because the rows that it refers to are added after its own, or
 * are in the same table.
 */
export function isSetLater(model: Model, { owner, target, nullable }: ToOneModel): boolean {
  const names = creationOrder(model).tables.map(({ name }) => name);
  return nullable && names.indexOf(target) >= names.indexOf(owner);
}

/** The values of a foreign key of rows that are numbered from `start` on. `targets` are the keys that it can have. */
export function foreignKeyValues(
  faker: Faker,
  table: TableModel,
  relation: ToOneModel,
  targets: readonly string[],
  start: number,
): Pick<FilledColumn, 'any' | 'distinct'> {
  const isNull = (random: Faker) => relation.nullable && random.number.float() < nullShare;
  if (!isUnique(table, relation)) {
    return {
      any: (random) => (isNull(random) ? null : random.helpers.arrayElement(targets)),
      distinct: () => undefined,
    };
  }
  const shuffled = faker.helpers.shuffle(targets);
  const distinct = (_: Faker, n: number) => shuffled[n - start];
  return {
    any: (random, n) => (isNull(random) ? null : (distinct(random, n) ?? null)),
    distinct,
  };
}

/**
 * The values of a foreign key that is set later, for rows with the keys `keys`. In a relation of a table with itself, a row
 * refers to an earlier one, so that there are no circles.
 */
export function laterValues(
  faker: Faker,
  table: TableModel,
  relation: ToOneModel,
  keys: readonly string[],
  targets: readonly string[],
): { readonly key: string; readonly value: string }[] {
  const unique = isUnique(table, relation);
  const isSelf = relation.target === table.name;
  return keys.flatMap((key, index) => {
    const count = isSelf ? index : targets.length;
    if (count === 0 || faker.number.float() < nullShare) return [];
    const value = unique ? targets[index - (isSelf ? 1 : 0)] : targets[faker.number.int(count - 1)];
    return value === undefined ? [] : [{ key, value }];
  });
}

/** Whether no two rows may refer to the same row. */
function isUnique(table: TableModel, { column }: ToOneModel): boolean {
  return table.uniques.some(({ fields }) => fields.length === 1 && fields[0] === column);
}
