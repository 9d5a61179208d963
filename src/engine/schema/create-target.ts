import { checkAll } from '../errors.js';
import type { End } from '../model/end.js';
import { fieldNames, mutationNames } from '../naming.js';
import { createRow } from '../sql/row-statements.js';
import type { Builder } from './builder.js';
import { ownerInput, ownerMissing, readOwner } from './link-input.js';
import { mutationField } from './mutation-field.js';
import { checkTexts, textInputs } from './node-texts.js';
import { readOrder } from './order-input.js';

/**
 * Adds to the schema the mutation that creates a target of one end and links it to its owner, both or neither. `back` is
 * the other end of the relation.
 */
export function createTarget(builder: Builder, end: End, back: End): void {
  const { owner, target, field, singular } = end;
  mutationField<Readonly<Record<string, unknown>>>(builder, {
    name: mutationNames.createTarget(owner.name, singular),
    description: `Creates one of the ${field} of the ${owner.one}: a row of ${target.name} and its link, both or neither.`,
    input: (t) => ({ ...ownerInput(t, end), ...textInputs(t, target) }),
    payload: {
      [owner.one]: {
        type: owner.refs.object,
        description: `The ${owner.one}, with its links as they are after the change.`,
      },
      [singular]: { type: target.refs.object, description: `The new ${singular}.` },
      [fieldNames.edge(singular)]: {
        type: target.refs.edge,
        description: `The new ${singular} in its place in the default order.`,
      },
    },
    resolve: async (input, { database }) => {
      const { id, texts } = checkAll({
        id: () => readOwner(end, input),
        texts: () => checkTexts(target, input),
      });
      const { row, links } = await createRow(
        target,
        texts,
        [{ end: back, targets: [id] }],
        database,
      );
      const [ownerRow] = links[0]?.targets ?? [];
      if (!row || !ownerRow) throw ownerMissing(end, id);
      return {
        [owner.one]: ownerRow,
        [singular]: row,
        [fieldNames.edge(singular)]: { node: row, order: readOrder(target) },
      };
    },
  });
}
