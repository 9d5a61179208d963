import type { GraphQLError } from 'graphql';
import type { Key } from '../kinds/kind.js';
import type { GlobalIds } from '../model/global-id.js';
import type { End } from '../model/tables.js';
import { fieldNames } from '../naming.js';
import { rowMissing } from '../paging/node-loader.js';
import type { InputFields } from './builder.js';
import type { Input } from './value-inputs.js';

const ownerField = ({ owner }: End) => fieldNames.id(owner.one);

/** The input field that names the owner. */
export function ownerInput(t: InputFields, end: End) {
  return {
    [ownerField(end)]: t.id({ required: true, description: `The ID of the ${end.owner.one}.` }),
  };
}

/** The input field that names the targets. */
export function targetsInput(t: InputFields, { singular, field }: End) {
  return {
    [fieldNames.ids(singular)]: t.idList({
      required: true,
      description: `The IDs of the ${field}, at most 10,000. Duplicates are ignored.`,
    }),
  };
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
