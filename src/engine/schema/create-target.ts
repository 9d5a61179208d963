import { checkAll } from '../errors.js';
import { type End, hasPositions } from '../model/tables.js';
import { fieldNames, mutationNames } from '../naming.js';
import { linkColumnsOf } from '../sql/columns.js';
import { createPlacedRow } from '../sql/create-placed-row.js';
import { readTargetOrder } from '../sql/order.js';
import { makesPlaces } from '../sql/placed-links.js';
import type { Builder } from './builder.js';
import { refuseDuplicates } from './conflicts.js';
import {
  createForeignKeyInputs,
  readForeignKeys,
  refuseMissingRows,
} from './foreign-key-inputs.js';
import type { LinkColumnInputs } from './link-column-inputs.js';
import { refuseLinkConflicts } from './link-conflicts.js';
import { linkColumnsInput, ownerInput, ownerMissing, readOwner } from './link-input.js';
import { mutationField } from './mutation-field.js';
import {
  endsAtCreation,
  makePlaces,
  readNewLinks,
  refuseMissingTargets,
  targetLists,
  targetsInputs,
} from './new-links.js';
import type { EndTypes } from './node-type.js';
import { placeInputs, placeMissing, readPlace } from './place-input.js';
import { createInputs, type Input, readCreateValues } from './value-inputs.js';
import type { ValueTypes } from './value-types.js';
import { readLinkValues } from './wanted-links.js';

/** Adds to the schema the mutation that creates a target of one end and links it to its owner, in one statement. */
export function createTarget(
  builder: Builder,
  values: ValueTypes,
  linkInputs: LinkColumnInputs,
  end: End,
  { owner: ownerType, target: targetType, list }: EndTypes,
): void {
  const { owner, target, singular, back, link } = end;
  // The other relations of the new row.
  const others = endsAtCreation(target, back);
  mutationField<Input>(builder, {
    name: mutationNames.createTarget(owner.name, singular),
    description: `Creates a row of ${target.name} and its link to the ${owner.one}, in one transaction.`,
    input: (t) => ({
      ...ownerInput(t, end),
      ...createInputs(t, target, values),
      ...createForeignKeyInputs(t, target),
      ...targetsInputs(t, others),
      ...linkColumnsInput(t, end, linkInputs),
      ...(hasPositions(end) && placeInputs(t, end)),
    }),
    lists: targetLists(others),
    unbounded: makesPlaces(end) || makePlaces(others),
    payload: {
      [owner.one]: {
        type: ownerType.object,
        description: `The ${owner.one} after the change.`,
      },
      [singular]: { type: targetType.object, description: `The new ${singular}.` },
      [fieldNames.edge(singular)]: {
        type: list.edge,
        description: `The edge of the new ${singular} in the default order, to add to a connection.`,
      },
    },
    resolve: async (input, { database }) => {
      const read = checkAll({
        owner: () => readOwner(end, ownerType.ids, input),
        columns: () => readCreateValues(target, input),
        foreignKeys: () => readForeignKeys(target, targetType.ids, input),
        links: () => readNewLinks(others, targetType.ids, input),
        values: () => (link ? readLinkValues(link, input) : []),
        place: () => (hasPositions(end) ? readPlace(end, list.ids, input) : undefined),
      });
      const toOwner = {
        end: back,
        links: [{ target: read.owner, values: read.values }],
        returned: true,
      };
      const newLinks = [toOwner, ...read.links];
      const { row, missing, links, isPlace } = await refuseDuplicates(target, () =>
        refuseLinkConflicts([end, ...read.links.map((each) => each.end)], input, () =>
          createPlacedRow(target, read, newLinks, database, read.place),
        ),
      );
      if (!isPlace) throw placeMissing(end, read.place);
      const [ownerLinks, ...otherLinks] = links;
      const [ownerRow] = ownerLinks?.targets ?? [];
      if (!ownerRow) throw ownerMissing(end, read.owner);
      refuseMissingRows(missing);
      refuseMissingTargets(read.links, otherLinks);
      return {
        [owner.one]: ownerRow,
        [singular]: row,
        [fieldNames.edge(singular)]: {
          node: { ...row, ...(link && linkColumnsOf(link, ownerRow)) },
          order: readTargetOrder(end),
        },
      };
    },
  });
}
