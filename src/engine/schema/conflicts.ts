import { conflict } from '../errors.js';
import type { Table } from '../model/tables.js';
import { type Violation, violationOf } from '../sql/violation.js';

/** Runs a change of a row of `table`. Throws CONFLICT where another row has one of its values that must be unique. */
export function refuseDuplicates<Result>(
  table: Table,
  change: () => Promise<Result>,
): Promise<Result> {
  return translated(change, (violation) => {
    if (violation.kind !== 'unique' || violation.table !== table.table) return undefined;
    const fields = uniqueFields(table, violation);
    const [field, ...others] = fields;
    const argument = field !== undefined && others.length === 0 ? `input.${field}` : 'input';
    const what = fields.length === 0 ? 'these values' : `this ${fields.join(' and ')}`;
    return conflict(`Another row of ${table.name} has ${what}`, { argument, fields });
  });
}

/** Deletes rows of `table`. Throws CONFLICT at `argument` where others still need one of them. */
export function refuseNeeded<Result>(
  table: Table,
  argument: string,
  deletion: () => Promise<Result>,
): Promise<Result> {
  return translated(deletion, (violation) => {
    if (violation.kind !== 'foreign key') return undefined;
    const fields = referringFields(table, violation);
    return conflict(`Other rows still need what ${argument} names`, { argument, fields });
  });
}

async function translated<Result>(
  change: () => Promise<Result>,
  errorOf: (violation: Violation) => Error | undefined,
): Promise<Result> {
  try {
    return await change();
  } catch (error) {
    const violation = violationOf(error);
    throw (violation && errorOf(violation)) ?? error;
  }
}

/** The columns of a unique constraint; none where the model does not have it, as of an index made by hand. */
function uniqueFields({ key, uniques }: Table, { constraint }: Violation): readonly string[] {
  const unique = uniques.find((each) => each.constraint === constraint);
  if (unique) return unique.fields;
  return key.default === undefined && constraint.endsWith('_pkey') ? [key.name] : [];
}

/** The columns by which rows refer to those of `table`; none where the API does not show them. */
function referringFields({ ends, references }: Table, violation: Violation): readonly string[] {
  const end = [...ends.values()].find(({ table }) => table === violation.table);
  if (end) return [end.ownerColumn];
  const columns = [...references.values()]
    .filter(({ side, target }) => side !== 'foreign key' && target.table === violation.table)
    .map(({ targetColumn }) => targetColumn);
  // A table may refer to another more than once; Prisma names a constraint after its column.
  const named = columns.filter(
    ({ column }) => violation.constraint === `${violation.table}_${column}_fkey`,
  );
  return (named.length > 0 ? named : columns).map(({ name }) => name);
}
