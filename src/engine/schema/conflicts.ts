import type { GraphQLError } from 'graphql';
import { badUserInput, conflict } from '../errors.js';
import { type Table, toOnesOf } from '../model/tables.js';
import { fieldNames } from '../naming.js';
import { type Violation, violationOf } from '../sql/violation.js';

/** All tables of the model, by name. */
type Tables = ReadonlyMap<string, Table>;

/**
 * Runs a change of a row of `table`, whose input object is at `path`. Throws CONFLICT if another row has the same value in a unique
 * column, and BAD_USER_INPUT if a value is too long. `argumentOf` is the path of the value of one column.
 */
export function refuseDuplicates<Result>(
  table: Table,
  change: () => Promise<Result>,
  path = 'input',
  argumentOf = (field: string) => `${path}.${field}`,
): Promise<Result> {
  return translated(change, (violation) => {
    if (violation.kind === 'foreign key' || !isIn(table, violation)) return undefined;
    const fields = uniqueFields(table, violation);
    const [field, ...others] = fields;
    const argument = field !== undefined && others.length === 0 ? argumentOf(field) : path;
    if (violation.kind === 'too long') return tooLong(argument);
    const what = fields.length === 0 ? 'these values' : `this ${fields.join(' and ')}`;
    return conflict(`Another row of ${table.name} has ${what}`, { argument, fields });
  });
}

const isIn = (table: Table, violation: Violation) =>
  violation.table === table.table || (violation.kind === 'too long' && violation.table === '');

/** The error for a value at `argument` that PostgreSQL cannot store. */
export function tooLong(argument: string): GraphQLError {
  return badUserInput(`${argument} has a value that is too long to be stored or indexed`, {
    argument,
  });
}

/**
 * Deletes rows of one of `tables`. Throws CONFLICT at `argument` if another row still refers to one of them, or to one that would
 * be deleted with them.
 */
export function refuseNeeded<Result>(
  tables: Tables,
  argument: string,
  deletion: () => Promise<Result>,
): Promise<Result> {
  return translated(deletion, (violation) => {
    if (violation.kind !== 'foreign key') return undefined;
    const fields = referringFields(tables, violation);
    return conflict(`Other rows still refer to a row in ${argument}`, { argument, fields });
  });
}

/** Runs a change. If it violates a constraint, throws the error that `errorOf` returns for the violation, if any. */
export async function translated<Result>(
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

/**
 * The columns of a unique constraint by the names of their inputs. For one that the model does not have, such as an index created
 * by hand or a primary key of another name, the columns that the database names; empty if not all of them are in the API.
 */
function uniqueFields(table: Table, { constraint, columns }: Violation): readonly string[] {
  const { key, fields, uniques } = table;
  const unique = uniques.find((each) => each.constraint === constraint);
  if (unique) return unique.fields;
  if (key.default === undefined && constraint.endsWith('_pkey')) return [key.name];
  const shown = [key, ...fields.values(), ...toOnesOf(table).map((each) => each.ownerColumn)];
  const names = columns.map((name) => shown.find(({ column }) => column === name)?.name);
  const known = names.filter((name) => name !== undefined);
  return known.length === columns.length ? known : [];
}

/** The foreign key that a violation names; empty if it is not in the API. */
function referringFields(tables: Tables, violation: Violation): readonly string[] {
  const all = [...tables.values()];
  const ofLinks = all
    .flatMap(({ ends }) => [...ends.values()])
    .filter(({ table }) => table === violation.table)
    .map(({ owner, ownerConstraint }) => ({
      constraint: ownerConstraint,
      name: fieldNames.id(owner.one),
    }));
  const ofRows = all
    .filter(({ table }) => table === violation.table)
    .flatMap((table) => toOnesOf(table))
    .map(({ constraint, ownerColumn }) => ({ constraint, name: ownerColumn.name }));
  const foreignKeys = [...ofLinks, ...ofRows];
  const named = foreignKeys.filter(({ constraint }) => constraint === violation.constraint);
  return [...new Set(named.map(({ name }) => name))];
}
