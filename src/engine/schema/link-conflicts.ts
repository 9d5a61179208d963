import { conflict } from '../errors.js';
import type { End } from '../model/tables.js';
import { fieldNames } from '../naming.js';
import type { Violation } from '../sql/violation.js';
import { tooLong, translated } from './conflicts.js';
import type { Input } from './value-inputs.js';

/**
 * Runs a change of links of `ends`. Throws CONFLICT if another link has a value that must be unique, or if rows that are not in
 * the API refer to a link that would be deleted; and BAD_USER_INPUT if a value is too long. `path` is the path of `input`, which has the columns of the links.
 */
export function refuseLinkConflicts<Result>(
  ends: readonly End[],
  input: Input,
  change: () => Promise<Result>,
  path = 'input',
): Promise<Result> {
  return translated(change, (violation) => {
    if (violation.kind === 'foreign key')
      return conflict('Other rows still need a link that would be deleted', {
        argument: path,
        fields: [],
      });
    if (violation.kind === 'too long' && violation.table === '') return tooLong(path);
    const end = ends.find(({ table }) => table === violation.table);
    if (!end) return undefined;
    const fields = uniqueFields(end, violation);
    if (violation.kind === 'too long') return tooLong(argumentOf(fields, input, path));
    const what = fields.length === 0 ? 'these values' : `this ${fields.join(' and ')}`;
    return conflict(`Another ${end.link?.one ?? 'link'} has ${what}`, {
      argument: argumentOf(fields, input, path),
      fields,
    });
  });
}

/**
 * The columns of a unique constraint, by the names of their inputs. For a constraint that the model does not have, the columns that
 * the database names; empty if not all of them are in the API.
 */
function uniqueFields(
  { owner, singular, ownerColumn, targetColumn, columns, uniques }: End,
  violation: Violation,
): readonly string[] {
  const unique = uniques.find(({ constraint }) => constraint === violation.constraint);
  const shown = columns.filter(({ hidden }) => !hidden);
  const names = new Map([
    [ownerColumn, fieldNames.id(owner.one)],
    [targetColumn, fieldNames.id(singular)],
    ...shown.map(({ column, name }) => [column, name] as const),
  ]);
  const known = (unique ?? violation).columns.map((column) => names.get(column));
  return known.every((name) => name !== undefined) ? known : [];
}

/** Where the value stands, if the constraint is of one column and the input sets it in one place. */
function argumentOf([field, ...others]: readonly string[], input: Input, path: string): string {
  if (field === undefined || others.length > 0) return path;
  const has = (given: unknown) => Object.hasOwn(Object(given), field);
  // GraphQL has coerced it to a list of objects, or to nothing.
  const singles = (input[fieldNames.links] ?? []) as readonly Input[];
  const places = [
    ...(has(input) ? [`${path}.${field}`] : []),
    ...(has(input[fieldNames.link]) ? [`${path}.${fieldNames.link}.${field}`] : []),
    ...singles.flatMap((each, index) =>
      has(each) ? [`${path}.${fieldNames.links}.${index}.${field}`] : [],
    ),
  ];
  const [place, ...more] = places;
  return place !== undefined && more.length === 0 ? place : path;
}
