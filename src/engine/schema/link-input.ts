import type { GraphQLError } from 'graphql';
import type { Key } from '../kinds/kind.js';
import type { GlobalIds } from '../model/global-id.js';
import { type End, hasLinkColumns } from '../model/tables.js';
import { fieldNames } from '../naming.js';
import { rowMissing } from '../paging/node-loader.js';
import type { InputFields } from './builder.js';
import { type LinkColumnInputs, needsValues } from './link-column-inputs.js';
import type { Input } from './value-inputs.js';

const ownerField = ({ owner }: End) => fieldNames.id(owner.one);

/** The input field that names the owner. */
export function ownerInput(t: InputFields, end: End) {
  return {
    [ownerField(end)]: t.id({ required: true, description: `The ID of the ${end.owner.one}.` }),
  };
}

/** The input field that names the targets. */
export function targetsInput(t: InputFields, { singular, field }: End, required = true) {
  return {
    [fieldNames.ids(singular)]: t.idList({
      required,
      description: `The IDs of the ${field}, at most 10,000. Duplicates are ignored.`,
    }),
  };
}

/** The input fields for the targets of new links with the columns of the links. */
export function newLinksInputs(t: InputFields, end: End, inputs: LinkColumnInputs) {
  if (!hasLinkColumns(end)) return targetsInput(t, end);
  const { singular, field } = end;
  return {
    ...targetsInput(t, end, false),
    ...linkColumnsInput(t, end, inputs, false),
    [fieldNames.links]: t.field({
      type: [inputs.ofSingle(end)],
      description: `More of the ${field}, each with the columns of its link. An ID must not be in \`${fieldNames.ids(singular)}\` too, or twice here. Together they have at most 10,000 items.`,
    }),
  };
}

/** The input field for the columns of the links that a mutation creates; none if no column of the links is an input. */
export function linkColumnsInput(
  t: InputFields,
  { link, field }: End,
  inputs: LinkColumnInputs,
  required = needsValues(link),
) {
  const type = link && inputs.ofLink(link);
  if (!type) return {};
  const description = `The columns of each new link. ${needsValues(link) ? `Required for the ${field} that have no columns of their own.` : 'Default: those of each column.'}`;
  return { [fieldNames.link]: t.field({ type, required, description }) };
}

/** The owner's key in a mutation's input. Throws BAD_USER_INPUT and WRONG_TYPE. */
export function readOwner(end: End, ids: GlobalIds, input: Input): Key {
  const field = ownerField(end);
  return ids.key(end.owner.name, String(input[field]), `input.${field}`);
}

/** The error for an owner that does not exist. */
export function ownerMissing(end: End, key: Key): GraphQLError {
  return rowMissing(end.owner, key, `input.${ownerField(end)}`);
}
