import { badUserInput, checkAll } from '../errors.js';
import type { GlobalIds } from '../model/global-id.js';
import { type Table, type ToOne, toOnesOf } from '../model/tables.js';
import { rowMissing } from '../paging/node-loader.js';
import type { NewForeignKey } from '../sql/referenced-rows.js';
import type { InputFields } from './builder.js';
import type { Input } from './value-inputs.js';

/** The foreign keys that are inputs of `create` and `update`. */
export function foreignKeyInputsOf(table: Table): ToOne[] {
  return toOnesOf(table).filter(({ ownerColumn }) => !ownerColumn.readonly);
}

/** The input fields for the foreign keys of a new row. */
export function createForeignKeyInputs(t: InputFields, table: Table) {
  const required = ({ nullable, ownerColumn }: ToOne) =>
    !nullable && ownerColumn.default === undefined;
  return inputFields(t, table, required);
}

/** The input fields for the foreign keys of an updated row. */
export function updateForeignKeyInputs(t: InputFields, table: Table) {
  return inputFields(t, table, () => false);
}

function inputFields(t: InputFields, table: Table, required: (toOne: ToOne) => boolean) {
  return Object.fromEntries(
    foreignKeyInputsOf(table).map((toOne) => [
      toOne.ownerColumn.name,
      t.id({
        required: required(toOne),
        description: `The ID of the ${toOne.field} of the ${table.one}${toOne.nullable ? '; null for none' : ''}.`,
      }),
    ]),
  );
}

/** Where an input object at `path` has a foreign key. */
export const argumentOfKey = ({ ownerColumn }: ToOne, path: string) =>
  `${path}.${ownerColumn.name}`;

/** Reads the foreign keys of `table` in an input object at `path`. Throws the first error by code. */
export function readForeignKeys(
  table: Table,
  ids: GlobalIds,
  input: Input,
  path = 'input',
): NewForeignKey[] {
  const present = foreignKeyInputsOf(table).filter(
    ({ ownerColumn }) => input[ownerColumn.name] !== undefined,
  );
  const checks = present.map((toOne) => {
    const id = input[toOne.ownerColumn.name];
    return [toOne.field, () => readForeignKey(toOne, ids, id, path)];
  });
  return Object.values(checkAll<Record<string, NewForeignKey>>(Object.fromEntries(checks)));
}

function readForeignKey(toOne: ToOne, ids: GlobalIds, id: unknown, path: string): NewForeignKey {
  const argument = argumentOfKey(toOne, path);
  if (id !== null) return { toOne, key: ids.key(toOne.target.name, String(id), argument) };
  if (toOne.nullable) return { toOne, key: null };
  throw badUserInput(`${argument} must not be null: omit it, or set an ID`, { argument });
}

/** Throws NOT_FOUND for the first of `missing`, which an input object at `path` sets. */
export function refuseMissingRows(missing: readonly NewForeignKey[], path = 'input'): void {
  for (const { toOne, key } of missing)
    if (key !== null) throw rowMissing(toOne.target, key, argumentOfKey(toOne, path));
}
