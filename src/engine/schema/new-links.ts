import { checkAll } from '../errors.js';
import type { GlobalIds } from '../model/global-id.js';
import type { End } from '../model/tables.js';
import { fieldNames } from '../naming.js';
import { refuseMissing } from '../paging/node-loader.js';
import type { Creation, NewLinks } from '../sql/row-statements.js';
import type { InputFields } from './builder.js';
import type { Input } from './value-inputs.js';

/** The input fields that name the rows which a new row is linked to, for each of its relations. */
export function targetsInputs(t: InputFields, ends: readonly End[]) {
  return Object.fromEntries(
    ends.map(({ owner, field, singular }) => [
      fieldNames.ids(singular),
      t.idList({
        description: `The ${field} to link to the new ${owner.one}, at most 10,000. Default: none.`,
      }),
    ]),
  );
}

/** Reads the rows that a new row is to be linked to; only of those relations for which there are any. Throws the first error by code. */
export function readNewLinks(ends: readonly End[], ids: GlobalIds, input: Input): NewLinks[] {
  const checks = ends.map((end) => {
    const name = fieldNames.ids(end.singular);
    // GraphQL has coerced it to a list of IDs, or to nothing.
    const given = (input[name] ?? []) as readonly string[];
    return [end.field, () => ({ end, targets: ids.keys(end.target.name, given, `input.${name}`) })];
  });
  const links = Object.values(checkAll<Record<string, NewLinks>>(Object.fromEntries(checks)));
  return links.filter(({ targets }) => targets.length > 0);
}

/** Throws NOT_FOUND for the first of `links` of which a target is missing. */
export function refuseMissingTargets(links: readonly NewLinks[], created: Creation['links']): void {
  for (const [index, { end, targets }] of links.entries())
    refuseMissing(
      end.target,
      targets,
      created[index]?.missing ?? [],
      `input.${fieldNames.ids(end.singular)}`,
    );
}
