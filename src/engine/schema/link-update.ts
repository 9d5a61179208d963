import { checkAll } from '../errors.js';
import type { LinkedEnd } from '../model/tables.js';
import { fieldNames, mutationNames } from '../naming.js';
import { rowMissing } from '../paging/node-loader.js';
import { updateLink } from '../sql/link-update.js';
import { readTargetOrder } from '../sql/order.js';
import type { Builder } from './builder.js';
import { refuseLinkConflicts } from './link-conflicts.js';
import { ownerInput, ownerMissing, readOwner } from './link-input.js';
import { mutationField } from './mutation-field.js';
import type { EndTypes } from './node-type.js';
import { type Input, inputsOf, readValues, valueInputs } from './value-inputs.js';
import type { ValueTypes } from './value-types.js';

/** Adds to the schema the mutation that changes the columns of one link, as seen from one end. */
export function linkUpdate(
  builder: Builder,
  values: ValueTypes,
  end: LinkedEnd,
  { owner: ownerType, list }: EndTypes,
): void {
  const { owner, target, singular, link } = end;
  const columns = inputsOf(link);
  const targetField = fieldNames.id(singular);
  const argument = `input.${targetField}`;
  mutationField<Input>(builder, {
    name: mutationNames.updateLink(owner.name, singular),
    description: `Updates the ${link.one} that links the ${owner.one} to the ${singular}. Omitted columns are not changed.`,
    input: (t) => ({
      ...ownerInput(t, end),
      [targetField]: t.id({ required: true, description: `The ID of the ${singular}.` }),
      ...valueInputs(t, columns, link.one, values, () => false),
    }),
    payload: {
      [owner.one]: { type: ownerType.object, description: `The ${owner.one}.` },
      [fieldNames.edge(singular)]: {
        type: list.edge,
        description: `The edge of the ${singular} in the default order, with the columns after the change.`,
      },
    },
    resolve: async (input, { database }) => {
      const read = checkAll({
        owner: () => readOwner(end, ownerType.ids, input),
        target: () => list.ids.key(target.name, String(input[targetField]), argument),
        values: () => readValues(columns, input),
      });
      const rows = await refuseLinkConflicts([end], input, () =>
        updateLink(end, read, read.values, database),
      );
      if (!rows.owner) throw ownerMissing(end, read.owner);
      if (!rows.target) throw rowMissing(target, read.target, argument);
      return {
        [owner.one]: rows.owner,
        [fieldNames.edge(singular)]: { node: rows.target, order: readTargetOrder(end) },
      };
    },
  });
}
