import { badUserInput, checkAll } from '../errors.js';
import type { GlobalIds } from '../model/global-id.js';
import { type ForeignKey, foreignKeysOf, type Table } from '../model/tables.js';
import { rowMissing } from '../paging/node-loader.js';
import type { NewReference } from '../sql/referenced-rows.js';
import type { InputFields } from './builder.js';
import type { Input } from './value-inputs.js';

/** The foreign keys that are inputs of `create` and `update`. */
export function referenceInputsOf(table: Table): ForeignKey[] {
  return foreignKeysOf(table).filter(({ ownerColumn }) => !ownerColumn.readonly);
}

/** The input fields for the foreign keys of a new row. */
export function createReferences(t: InputFields, table: Table) {
  const required = ({ nullable, ownerColumn }: ForeignKey) =>
    !nullable && ownerColumn.default === undefined;
  return referenceInputs(t, table, required);
}

/** The input fields for the foreign keys of an updated row. */
export function updateReferences(t: InputFields, table: Table) {
  return referenceInputs(t, table, () => false);
}

function referenceInputs(
  t: InputFields,
  table: Table,
  required: (foreignKey: ForeignKey) => boolean,
) {
  return Object.fromEntries(
    referenceInputsOf(table).map((foreignKey) => [
      foreignKey.ownerColumn.name,
      t.id({
        required: required(foreignKey),
        description: `The ID of the ${foreignKey.field} of the ${table.one}${foreignKey.nullable ? '; null for none' : ''}.`,
      }),
    ]),
  );
}

const argumentOf = ({ ownerColumn }: ForeignKey) => `input.${ownerColumn.name}`;

/** Reads the foreign keys of `table` in the input of a mutation. Throws the first error by code. */
export function readReferences(table: Table, ids: GlobalIds, input: Input): NewReference[] {
  const present = referenceInputsOf(table).filter(
    ({ ownerColumn }) => input[ownerColumn.name] !== undefined,
  );
  const checks = present.map((foreignKey) => {
    const id = input[foreignKey.ownerColumn.name];
    return [foreignKey.field, () => readReference(foreignKey, ids, id)];
  });
  return Object.values(checkAll<Record<string, NewReference>>(Object.fromEntries(checks)));
}

function readReference(foreignKey: ForeignKey, ids: GlobalIds, id: unknown): NewReference {
  const argument = argumentOf(foreignKey);
  if (id !== null)
    return { foreignKey, key: ids.key(foreignKey.target.name, String(id), argument) };
  if (foreignKey.nullable) return { foreignKey, key: null };
  throw badUserInput(`${argument} must not be null: omit it, or set an ID`, { argument });
}

/** Throws NOT_FOUND for the first of `missing`. */
export function refuseMissingReferences(missing: readonly NewReference[]): void {
  for (const { foreignKey, key } of missing)
    if (key !== null) throw rowMissing(foreignKey.target, key, argumentOf(foreignKey));
}
