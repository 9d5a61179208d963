import { conflict } from '../errors.js';
import type { End } from '../model/tables.js';
import { fieldNames } from '../naming.js';
import type { Violation } from '../sql/violation.js';
import { translated } from './conflicts.js';
import type { Input } from './value-inputs.js';

/**
 * Runs a change of links along `ends`. Throws CONFLICT where another link has a value that must be unique, or where rows that
 * the API does not show still need a link that would be deleted.
 */
export function refuseLinkConflicts<Result>(
  ends: readonly End[],
  input: Input,
  change: () => Promise<Result>,
): Promise<Result> {
  return translated(change, (violation) => {
    if (violation.kind === 'foreign key')
      return conflict('Other rows still need a link that would be deleted', {
        argument: 'input',
        fields: [],
      });
    // Prisma does not tell the table of a unique constraint.
    const end = ends.find(
      ({ table, link }) =>
        table === violation.table ||
        link?.uniques.some(({ constraint }) => constraint === violation.constraint),
    );
    if (!end?.link) return undefined;
    const fields = uniqueFields(end, violation);
    const what = fields.length === 0 ? 'these values' : `this ${fields.join(' and ')}`;
    return conflict(`Another ${end.link.one} has ${what}`, {
      argument: argumentOf(fields, input),
      fields,
    });
  });
}

/** The columns of a unique constraint, by the names of their inputs; none where the model does not have it. */
function uniqueFields(
  { owner, singular, ownerColumn, targetColumn, columns, link }: End,
  { constraint }: Violation,
): readonly string[] {
  const unique = link?.uniques.find((each) => each.constraint === constraint);
  const names = new Map([
    [ownerColumn, fieldNames.id(owner.one)],
    [targetColumn, fieldNames.id(singular)],
    ...columns.map(({ column, name }) => [column, name] as const),
  ]);
  return (unique?.columns ?? []).map((column) => names.get(column) ?? column);
}

/** Where the value stands, if the constraint is of one column and the input sets it in one place. */
function argumentOf([field, ...others]: readonly string[], input: Input): string {
  if (field === undefined || others.length > 0) return 'input';
  const has = (given: unknown) => Object.hasOwn(Object(given), field);
  // GraphQL has coerced it to a list of objects, or to nothing.
  const singles = (input[fieldNames.links] ?? []) as readonly Input[];
  const places = [
    ...(has(input) ? [`input.${field}`] : []),
    ...(has(input[fieldNames.link]) ? [`input.${fieldNames.link}.${field}`] : []),
    ...singles.flatMap((each, index) =>
      has(each) ? [`input.${fieldNames.links}.${index}.${field}`] : [],
    ),
  ];
  const [place, ...more] = places;
  return place !== undefined && more.length === 0 ? place : 'input';
}
