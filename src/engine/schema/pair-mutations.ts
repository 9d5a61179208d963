import type { InputFieldMap, InputRef } from '@pothos/core';
import type { EngineContext } from '../context.js';
import { groupsCost } from '../cost/cost.js';
import { checkAll } from '../errors.js';
import type { GlobalIds } from '../model/global-id.js';
import { type End, hasLinkColumns } from '../model/tables.js';
import { fieldNames, mutationNames, typeNames } from '../naming.js';
import { groupedBy } from '../sql/grouped-by.js';
import { unlinkPairs } from '../sql/pair-statements.js';
import { makesPlaces } from '../sql/placed-links.js';
import { linkPlacedPairs } from '../sql/placed-pairs.js';
import { lockAndReadRows, lockRows } from '../sql/row-locks.js';
import type { Builder, InputFields } from './builder.js';
import type { LinkColumnInputs } from './link-column-inputs.js';
import { refuseLinkConflicts } from './link-conflicts.js';
import { linkColumnsInput, ownerInput } from './link-input.js';
import { changeFields, changePayload } from './link-payload.js';
import { mutationField, type Payload, payloadType } from './mutation-field.js';
import type { EndTypes } from './node-type.js';
import { type Input, inputsOf, valueInputs } from './value-inputs.js';
import type { ValueTypes } from './value-types.js';
import { readSingleValues } from './wanted-links.js';
import {
  distinct,
  inOrder,
  readPairs,
  refuseMissingPairs,
  refuseRepeated,
  targetField,
} from './wanted-pairs.js';

/** Adds to the schema the mutations that link and unlink pairs of rows of many owners, as seen from one end. */
export function pairMutations(
  builder: Builder,
  values: ValueTypes,
  linkInputs: LinkColumnInputs,
  end: End,
  types: EndTypes,
): void {
  const { owner, field, singular } = end;
  const ids = types.list.ids;
  const pair = addInput(
    builder,
    typeNames.pairInput(owner.name, singular),
    `The ${owner.one} and the ${singular} of a link.`,
    (t) => pairInputs(t, end),
  );
  const pairLink = hasLinkColumns(end)
    ? addInput(
        builder,
        typeNames.newLinkInput(owner.name, singular),
        `The ${owner.one} and the ${singular} of a new ${end.link.one}, with its columns. An omitted column has its value in \`link\`, or its default.`,
        (t) => ({
          ...pairInputs(t, end),
          ...valueInputs(t, inputsOf(end.link), end.link.one, values, () => false),
        }),
      )
    : pair;

  const declare = (
    verb: 'link' | 'unlink',
    tells: 'added' | 'removed',
    description: string,
    input: (t: InputFields) => InputFieldMap,
    change: (input: Input, context: EngineContext) => Promise<readonly Payload[]>,
  ) => {
    const name = mutationNames.changePairs(verb, owner.many, field);
    const count = `${tells}Count`;
    mutationField<Input>(builder, {
      name,
      description,
      input,
      lists: [fieldNames.links],
      // Other rows may have to make room for new ones.
      unbounded: verb === 'link' && makesPlaces(end),
      payload: {
        [fieldNames.changes]: {
          type: [
            payloadType(
              builder,
              typeNames.change(name),
              `The change of the links of one ${owner.one}.`,
              changeFields(end, types, [tells]),
            ),
          ],
          description: `The change of each ${owner.one}, in the order in which the input first names them.`,
          cost: groupsCost,
        },
        [count]: { type: 'Int', description: `The number of links that this mutation ${tells}.` },
      },
      resolve: async (input, context) => {
        const changes = await change(input, context);
        return {
          changes,
          [count]: changes.reduce((sum, each) => sum + Number(each[count]), 0),
        };
      },
    });
  };

  declare(
    'link',
    'added',
    `Links ${owner.many} to ${field}, pair by pair, in one transaction. Existing links are kept${end.link ? ', with their columns' : ''}.`,
    (t) => ({
      ...linksInput(t, pairLink, 'The pairs to link'),
      ...linkColumnsInput(t, end, linkInputs, false),
    }),
    (input, { database }) => link(end, ids, input, database),
  );
  declare(
    'unlink',
    'removed',
    `Removes the links of ${owner.many} to ${field}, pair by pair, in one transaction. The rows themselves are not deleted.`,
    (t) => linksInput(t, pair, 'The pairs to unlink'),
    (input, { database }) => unlink(end, ids, input, database),
  );
}

const pairInputs = (t: InputFields, end: End) => ({
  ...ownerInput(t, end),
  [targetField(end)]: t.id({ required: true, description: `The ID of the ${end.singular}.` }),
});

const linksInput = (t: InputFields, type: InputRef<Input>, what: string) => ({
  [fieldNames.links]: t.field({
    type: [type],
    required: true,
    description: `${what}, at most 10,000.`,
  }),
});

function addInput(
  builder: Builder,
  name: string,
  description: string,
  fields: (t: InputFields) => InputFieldMap,
): InputRef<Input> {
  // The fields are known only at run time, so TypeScript cannot infer the shape.
  return builder.inputType(name, { description, fields }) as unknown as InputRef<Input>;
}

async function link(
  end: End,
  ids: GlobalIds,
  input: Input,
  database: EngineContext['database'],
): Promise<readonly Payload[]> {
  const read = checkAll({
    repeated: () => (hasLinkColumns(end) ? refuseRepeated(end, input) : undefined),
    values: () => (hasLinkColumns(end) ? readSingleValues(end.link, input) : []),
    pairs: () => readPairs(end, ids, input),
  });
  const links = read.pairs.map((pair, index) => ({ ...pair, values: read.values[index] ?? [] }));
  const linked = await refuseLinkConflicts([end], input, () =>
    linkPlacedPairs(end, distinct(links), database),
  );
  refuseMissingPairs(end, links, linked.missingOwners, linked.missingTargets);
  const added = groupedBy(linked.added, ({ _owner }) => _owner);
  return inOrder(links, linked.owners).map((owner) =>
    changePayload(end, owner, { added: added.get(owner.id) ?? [] }),
  );
}

async function unlink(
  end: End,
  ids: GlobalIds,
  input: Input,
  database: EngineContext['database'],
): Promise<readonly Payload[]> {
  const pairs = readPairs(end, ids, input);
  const { owners, unlinked } = await refuseLinkConflicts([end], input, () =>
    database.transaction(async (transaction) => {
      const keys = [...new Set(pairs.map(({ owner }) => owner))];
      // The lists of the targets change too.
      if (end.symmetric)
        await lockRows(end.owner, [...keys, ...pairs.map(({ target }) => target)], transaction);
      const owners = await lockAndReadRows(end.owner, keys, transaction);
      const known = new Set(owners.map(({ id }) => id));
      refuseMissingPairs(
        end,
        pairs,
        keys.filter((key) => !known.has(key)),
        [],
      );
      return { owners, unlinked: await unlinkPairs(end, distinct(pairs), transaction) };
    }),
  );
  const removed = groupedBy(unlinked, ({ owner }) => owner);
  return inOrder(pairs, owners).map((owner) =>
    changePayload(end, owner, {
      removed: (removed.get(owner.id) ?? []).map(({ target }) => target),
    }),
  );
}
