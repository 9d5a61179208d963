import type { Faker } from '@faker-js/faker';
import type { Executor } from '../../src/engine/database.js';
import type { ManyToManyModel } from '../../src/engine/model/relation.js';
import { columnValues } from './column-values.js';
import { batch, insertRows } from './insert-rows.js';
import { ListPlaces } from './list-places.js';
import { type Row, RowMaker } from './row-maker.js';

/** The maximum number of links of an owner. */
const maximumLinks = 6;

/**
 * Adds links from `owners` to `targets`, both given as keys. The first targets have the most links. Returns the number of added
 * links. `onProgress` gets the number of owners of each batch.
 */
export async function addLinks(
  executor: Executor,
  faker: Faker,
  relation: ManyToManyModel,
  owners: readonly string[],
  targets: readonly string[],
  onProgress: (owners: number) => void,
): Promise<number> {
  const [near, far] = relation.ends;
  const keys = [near.column, far.column].map((column) => ({ name: column, column }));
  const columns = relation.columns.map((column) => ({
    // By its name in the database: that of the API may be that of a key.
    column: { ...column, name: column.column },
    ...columnValues(relation.name, column),
  }));
  const uniques = relation.uniques.map((unique) => unique.columns);
  const maker = new RowMaker(columns, uniques, true);
  const places = new ListPlaces(relation);
  let links = 0;
  for (let done = 0; done < owners.length; done += batch) {
    const rows: Row[] = [];
    for (const [index, owner] of owners.slice(done, done + batch).entries()) {
      for (const target of randomTargets(faker, owner, targets)) {
        const fixed = { [near.column]: owner, [far.column]: target };
        const row = maker.make(faker, done + index, fixed);
        if (!row) continue;
        places.add(row);
        rows.push(row);
      }
    }
    for (let from = 0; from < rows.length; from += batch) {
      const part = rows.slice(from, from + batch);
      const all = [...keys, ...columns.map(({ column }) => column)];
      links += (await insertRows(executor, relation.table, near.column, all, part)).length;
    }
    onProgress(Math.min(batch, owners.length - done));
  }
  return links;
}

function randomTargets(
  faker: Faker,
  owner: string,
  targets: readonly string[],
): ReadonlySet<string> {
  const chosen = new Set<string>();
  if (targets.length === 0) return chosen;
  for (let left = faker.number.int(maximumLinks); left > 0; left--) {
    const target = targets[Math.floor(targets.length * faker.number.float() ** 2)];
    // A row is not linked to itself.
    if (target !== undefined && target !== owner) chosen.add(target);
  }
  return chosen;
}
