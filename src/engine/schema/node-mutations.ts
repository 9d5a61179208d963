import type { EngineContext } from '../context.js';
import { checkAll } from '../errors.js';
import type { Table } from '../model/tables.js';
import { fieldNames, mutationNames } from '../naming.js';
import { rowMissing } from '../paging/node-loader.js';
import type { Row } from '../sql/columns.js';
import { createPlacedRow } from '../sql/create-placed-row.js';
import { readOrder } from '../sql/order.js';
import { deleteRow } from '../sql/row-statements.js';
import type { Builder, InputFields } from './builder.js';
import { refuseDuplicates, refuseNeeded } from './conflicts.js';
import { createRowsMutation } from './create-rows.js';
import {
  createForeignKeyInputs,
  foreignKeyInputsOf,
  readForeignKeys,
  refuseMissingRows,
} from './foreign-key-inputs.js';
import type { LinkColumnInputs } from './link-column-inputs.js';
import { refuseLinkConflicts } from './link-conflicts.js';
import { mutationField } from './mutation-field.js';
import type { NamedRowInputs } from './named-row-inputs.js';
import {
  endsAtCreation,
  makePlaces,
  readNewLinks,
  refuseMissingTargets,
  targetLists,
  targetsInputs,
} from './new-links.js';
import type { EndList, NodeType } from './node-type.js';
import { updateMutation } from './update-row.js';
import { createInputs, createInputsOf, type Input, readCreateValues } from './value-inputs.js';
import type { ValueTypes } from './value-types.js';

type OneInput = Input & { readonly id: string };

/** Adds to the schema the mutations that create, update and delete one row of a table. */
export function nodeMutations(
  builder: Builder,
  values: ValueTypes,
  linkInputs: LinkColumnInputs,
  names: NamedRowInputs,
  node: NodeType,
  lists: readonly EndList[],
): void {
  const { table, ids, object, edge } = node;
  const { name, one } = table;
  const idInput = { required: true, description: `The ID of the ${one}.` } as const;
  const readKey = ({ id }: OneInput) => ids.key(name, id, 'input.id');

  const createInput = mutationField<Input>(builder, {
    name: mutationNames.create(name),
    description: `Creates a row of ${name} with links to the rows in the input, in one transaction.`,
    ...(hasCreateInputs(table) && {
      input: (t: InputFields) => ({
        ...createInputs(t, table, values),
        ...createForeignKeyInputs(t, table),
        ...targetsInputs(t, endsAtCreation(table)),
      }),
    }),
    lists: targetLists(endsAtCreation(table)),
    unbounded: makePlaces(endsAtCreation(table)),
    payload: {
      [one]: { type: object, description: `The new ${one}.` },
      [fieldNames.edge(one)]: {
        type: edge,
        description: `The edge of the new ${one} in the default order, to add to a connection.`,
      },
    },
    resolve: async (input, context) => {
      const row = await create(node, input, context);
      return { [one]: row, [fieldNames.edge(one)]: { node: row, order: readOrder(table) } };
    },
  });

  if (createInput) createRowsMutation(builder, node, createInput);
  updateMutation(builder, values, linkInputs, names, node, lists);

  mutationField<OneInput>(builder, {
    name: mutationNames.delete(name),
    description: `Deletes the ${one} and its links.`,
    input: (t) => ({ id: t.id(idInput) }),
    payload: {
      [fieldNames.deletedId(name)]: { type: 'ID', description: `The ID of the deleted ${one}.` },
    },
    resolve: async (input, { database }) => {
      const key = readKey(input);
      const deleted = await refuseNeeded(ids.tables, 'input.id', () =>
        deleteRow(table, key, database),
      );
      if (!deleted) throw rowMissing(table, key, 'input.id');
      return { [fieldNames.deletedId(name)]: input.id };
    },
  });
}

/** Whether the input of a new row has any fields: a table with nothing but a generated key has none. */
function hasCreateInputs(table: Table): boolean {
  return (
    createInputsOf(table).length > 0 ||
    foreignKeyInputsOf(table).length > 0 ||
    endsAtCreation(table).length > 0
  );
}

async function create(
  { table, ids }: NodeType,
  input: Input,
  { database }: EngineContext,
): Promise<Row> {
  const read = checkAll({
    columns: () => readCreateValues(table, input),
    foreignKeys: () => readForeignKeys(table, ids, input),
    links: () => readNewLinks(endsAtCreation(table), ids, input),
  });
  const { row, missing, links } = await refuseDuplicates(table, () =>
    refuseLinkConflicts(
      read.links.map(({ end }) => end),
      input,
      () => createPlacedRow(table, read, read.links, database),
    ),
  );
  refuseMissingRows(missing);
  refuseMissingTargets(read.links, links);
  if (!row) throw new Error(`no row of ${table.name} was created, and nothing was missing`);
  return row;
}
