import { checkAll } from '../errors.js';
import type { End } from '../model/tables.js';
import { fieldNames, mutationNames } from '../naming.js';
import { readOrder } from '../sql/order.js';
import { createRow } from '../sql/row-statements.js';
import type { Builder } from './builder.js';
import { refuseDuplicates } from './conflicts.js';
import { ownerInput, ownerMissing, readOwner } from './link-input.js';
import { mutationField } from './mutation-field.js';
import { readNewLinks, refuseMissingTargets, targetsInputs } from './new-links.js';
import type { NodeType } from './node-type.js';
import { createReferences, readReferences, refuseMissingReferences } from './reference-inputs.js';
import { createInputs, type Input, readCreateValues } from './value-inputs.js';
import type { ValueTypes } from './value-types.js';

/** Adds to the schema the mutation that creates a target of one end and links it to its owner, both or neither. */
export function createTarget(
  builder: Builder,
  values: ValueTypes,
  end: End,
  ownerType: NodeType,
  targetType: NodeType,
): void {
  const { owner, target, singular, back } = end;
  // The new row's other relations.
  const others = [...target.ends.values()].filter((other) => other !== back);
  mutationField<Input>(builder, {
    name: mutationNames.createTarget(owner.name, singular),
    description: `Creates a row of ${target.name} and its link to the ${owner.one}, in one transaction.`,
    input: (t) => ({
      ...ownerInput(t, end),
      ...createInputs(t, target, values),
      ...createReferences(t, target),
      ...targetsInputs(t, others),
    }),
    payload: {
      [owner.one]: {
        type: ownerType.object,
        description: `The ${owner.one} after the change.`,
      },
      [singular]: { type: targetType.object, description: `The new ${singular}.` },
      [fieldNames.edge(singular)]: {
        type: targetType.edge,
        description: `The edge of the new ${singular} in the default order, to add to a connection.`,
      },
    },
    resolve: async (input, { database }) => {
      const read = checkAll({
        owner: () => readOwner(end, ownerType.ids, input),
        columns: () => readCreateValues(target, input),
        references: () => readReferences(target, targetType.ids, input),
        links: () => readNewLinks(others, targetType.ids, input),
      });
      const toOwner = { end: back, targets: [read.owner] };
      const { row, missing, links } = await refuseDuplicates(target, () =>
        createRow(target, read, [toOwner, ...read.links], database),
      );
      const [ownerLinks, ...otherLinks] = links;
      const [ownerRow] = ownerLinks?.targets ?? [];
      if (!ownerRow) throw ownerMissing(end, read.owner);
      refuseMissingReferences(missing);
      refuseMissingTargets(read.links, otherLinks);
      return {
        [owner.one]: ownerRow,
        [singular]: row,
        [fieldNames.edge(singular)]: { node: row, order: readOrder(target) },
      };
    },
  });
}
