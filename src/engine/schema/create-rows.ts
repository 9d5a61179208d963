import type { InputRef } from '@pothos/core';
import { lengthOf } from '../cost/cost.js';
import { databaseOf, type Executor } from '../database.js';
import { badUserInput, checkAll } from '../errors.js';
import type { Key } from '../kinds/kind.js';
import type { GlobalIds } from '../model/global-id.js';
import type { End, Table } from '../model/tables.js';
import { fieldNames, mutationNames } from '../naming.js';
import { refuseMissing, rowMissing } from '../paging/node-loader.js';
import type { Row } from '../sql/columns.js';
import { createPlacedRow } from '../sql/create-placed-row.js';
import type { NewLinks } from '../sql/new-link-tables.js';
import type { NewValues } from '../sql/new-values.js';
import { readOrder } from '../sql/order.js';
import { lockKeys, lockOrderedLists } from '../sql/row-locks.js';
import type { Builder } from './builder.js';
import { refuseDuplicates } from './conflicts.js';
import { argumentOfKey, readForeignKeys } from './foreign-key-inputs.js';
import { refuseLinkConflicts } from './link-conflicts.js';
import { mutationField } from './mutation-field.js';
import { endsAtCreation, makePlaces, readNewLinks, targetLists } from './new-links.js';
import type { NodeType } from './node-type.js';
import { type Input, readCreateValues } from './value-inputs.js';

/** The maximum number of rows that one mutation creates. */
export const maximumRows = 1_000;

/** One of the rows to create. */
interface WantedRow extends NewValues {
  readonly input: Input;
  /** The path of `input` in the arguments: `input.articles.0`. */
  readonly path: string;
  readonly links: readonly NewLinks[];
}

/** Adds to the schema the mutation that creates many rows of a table. `row` is the input of the mutation that creates one. */
export function createRowsMutation(
  builder: Builder,
  { table, ids, object, edge }: NodeType,
  row: InputRef<Input>,
): void {
  const { name, one, many } = table;
  const ends = endsAtCreation(table);
  mutationField<Input>(builder, {
    name: mutationNames.createMany(many),
    description: `Creates rows of ${name}, each with links to the rows in its input, in one transaction.`,
    input: (t) => ({
      [many]: t.field({
        type: [row],
        required: true,
        description: `The new rows, at most ${maximumRows.toLocaleString('en')}.`,
      }),
    }),
    lists: [many, ...targetLists(ends).map((list) => `${many}.${list}`)],
    unbounded: makePlaces(ends),
    // Each is a statement, with a part for the links of each relation.
    changes: (input) => 1 + 2 * lengthOf(input[many]) + linkLists(ends, input[many]),
    payload: {
      [many]: { type: [object], description: `The new ${many}, in the order of the input.` },
      [fieldNames.edges(one)]: {
        type: [edge],
        description: `The edges of the new ${many} in the default order of a list, but in the order of the input, to add to a connection.`,
      },
    },
    resolve: async (input, { database }) => {
      const wanted = readRows(table, ids, input);
      const rows = await database.transaction(async (transaction) => {
        await lockNeededRows(wanted, transaction);
        const made: Row[] = [];
        for (const each of wanted) made.push(await createOne(table, each, transaction));
        return made;
      });
      const order = readOrder(table);
      return { [many]: rows, [fieldNames.edges(one)]: rows.map((node) => ({ node, order })) };
    },
  });
}

/** The number of lists of links in the rows of an input as sent. */
const linkLists = (ends: readonly End[], rows: unknown): number =>
  (Array.isArray(rows) ? rows : [rows]).reduce<number>(
    (sum, row) => sum + targetLists(ends).filter((list) => lengthOf(Object(row)[list]) > 0).length,
    0,
  );

/** Reads the rows of an input. Throws the first error by code. */
function readRows(table: Table, ids: GlobalIds, input: Input): WantedRow[] {
  const argument = `input.${table.many}`;
  // GraphQL has coerced it to a list of objects.
  const rows = input[table.many] as readonly Input[];
  if (rows.length > maximumRows) {
    const message = `${argument} must have at most ${maximumRows} rows, got ${rows.length}`;
    throw badUserInput(message, { argument });
  }
  const checks = rows.map((row, index) => [
    index,
    () => readRow(table, ids, row, `${argument}.${index}`),
  ]);
  return Object.values(checkAll<Record<string, WantedRow>>(Object.fromEntries(checks)));
}

function readRow(table: Table, ids: GlobalIds, input: Input, path: string): WantedRow {
  const read = checkAll({
    columns: () => readCreateValues(table, input, path),
    foreignKeys: () => readForeignKeys(table, ids, input, path),
    links: () => readNewLinks(endsAtCreation(table), ids, input, path),
  });
  return { ...read, input, path };
}

/**
 * Locks the rows that new rows refer to or are linked to against deletion. Throws NOT_FOUND for the first that does not exist, before
 * a row is created that could conflict with another.
 */
async function lockNeededRows(wanted: readonly WantedRow[], transaction: Executor): Promise<void> {
  // All before the first row is created: two transactions may have the same lists in different orders.
  const lists = wanted.flatMap(({ links }) => links);
  await lockOrderedLists(lists, transaction);
  const needed = new Map<Table, Set<Key>>();
  const need = (of: Table, key: Key) => needed.set(of, (needed.get(of) ?? new Set()).add(key));
  for (const { foreignKeys, links } of wanted) {
    for (const { toOne, key } of foreignKeys) if (key !== null) need(toOne.target, key);
    for (const { end, links: made } of links)
      for (const { target } of made) need(end.target, target);
  }
  const missing = new Map<Table, ReadonlySet<Key>>();
  for (const [of, keys] of needed) {
    const found = new Set(await lockKeys(of, [...keys], transaction));
    missing.set(of, new Set([...keys].filter((key) => !found.has(key))));
  }
  for (const { path, foreignKeys, links } of wanted) {
    for (const { toOne, key } of foreignKeys)
      if (key !== null && missing.get(toOne.target)?.has(key))
        throw rowMissing(toOne.target, key, argumentOfKey(toOne, path));
    for (const { end, links: made } of links) {
      const keys = made.map(({ target }) => target);
      const argument = `${path}.${fieldNames.ids(end.singular)}`;
      refuseMissing(end.target, keys, missing.get(end.target) ?? [], argument);
    }
  }
}

async function createOne(
  table: Table,
  { input, path, links, ...values }: WantedRow,
  transaction: Executor,
): Promise<Row> {
  const ends = links.map(({ end }) => end);
  const create = () => createPlacedRow(table, values, links, databaseOf(transaction));
  const { row } = await refuseDuplicates(
    table,
    () => refuseLinkConflicts(ends, input, create, path),
    path,
  );
  if (!row) throw new Error(`no row of ${table.name} was created, and nothing was missing`);
  return row;
}
