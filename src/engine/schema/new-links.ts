import { checkAll } from '../errors.js';
import type { GlobalIds } from '../model/global-id.js';
import { type End, hasPositions, type Table } from '../model/tables.js';
import { fieldNames } from '../naming.js';
import { refuseMissing } from '../paging/node-loader.js';
import type { Creation } from '../sql/create-row.js';
import type { NewLinks } from '../sql/new-link-tables.js';
import type { InputFields } from './builder.js';
import { needsValues } from './link-column-inputs.js';
import type { Input } from './value-inputs.js';
import { linksOf, readTargets, targetsInputOf } from './wanted-links.js';

/** The relations whose links can be created together with the row: those whose links have no required columns. */
export function endsAtCreation(table: Table, except?: End): End[] {
  return [...table.ends.values()].filter((end) => end !== except && !needsValues(end.link));
}

/** The input fields for the links of a new row, one for each relation. */
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

/** The names of these input fields. */
export const targetLists = (ends: readonly End[]): string[] =>
  ends.map(({ singular }) => fieldNames.ids(singular));

/** Whether links of a new row get places in lists of other rows, which may have to make room. */
export const makePlaces = (ends: readonly End[]): boolean =>
  ends.some(({ back }) => hasPositions(back));

/** Reads the links of a new row from an input object at `path`: one entry for each relation that has any in the input. Throws the first error by code. */
export function readNewLinks(
  ends: readonly End[],
  ids: GlobalIds,
  input: Input,
  path = 'input',
): NewLinks[] {
  const checks = ends.map((end) => [
    end.field,
    () => ({ end, links: linksOf(readTargets(end, ids, targetsInputOf(end, input, path)), []) }),
  ]);
  const read = Object.values(checkAll<Record<string, NewLinks>>(Object.fromEntries(checks)));
  return read.filter(({ links }) => links.length > 0);
}

/** Throws NOT_FOUND for the first of `links` that has a missing target. */
export function refuseMissingTargets(links: readonly NewLinks[], created: Creation['links']): void {
  for (const [index, { end, links: wanted }] of links.entries())
    refuseMissing(
      end.target,
      wanted.map(({ target }) => target),
      created[index]?.missing ?? [],
      `input.${fieldNames.ids(end.singular)}`,
    );
}
