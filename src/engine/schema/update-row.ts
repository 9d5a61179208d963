import type { GraphQLResolveInfo } from 'graphql';
import type { EngineContext } from '../context.js';
import { checkAll } from '../errors.js';
import type { Key } from '../kinds/kind.js';
import type { End, Table } from '../model/tables.js';
import { fieldNames, mutationNames } from '../naming.js';
import { rowMissing } from '../paging/node-loader.js';
import type { Row } from '../sql/columns.js';
import { columnValues, type NewValues } from '../sql/new-values.js';
import { readOrder } from '../sql/order.js';
import { updateRow } from '../sql/row-statements.js';
import type { Builder } from './builder.js';
import { type ChangedLinks, changeLinks, lockForChanges, withNamedRows } from './change-links.js';
import { ChangedList } from './changed-list.js';
import { refuseDuplicates } from './conflicts.js';
import {
  readForeignKeys,
  refuseMissingRows,
  updateForeignKeyInputs,
} from './foreign-key-inputs.js';
import { linkChangeInputs } from './link-change-inputs.js';
import {
  changedEnds,
  changeLists,
  changesOtherLinks,
  namedRows,
  readLinkChanges,
  type WantedChange,
} from './link-changes.js';
import type { LinkColumnInputs } from './link-column-inputs.js';
import { changesFields, changesPayload, edgeField } from './link-payload.js';
import { mutationField } from './mutation-field.js';
import type { NamedRowInputs } from './named-row-inputs.js';
import type { EndList, NodeType } from './node-type.js';
import { type Input, readUpdateValues, updateInputs } from './value-inputs.js';
import type { ValueTypes } from './value-types.js';

/** An update of a row as its input has it. */
interface WantedUpdate extends NewValues {
  readonly key: Key;
  readonly changes: readonly WantedChange[];
}

/** Adds to the schema the mutation that updates one row of a table, with its links. */
export function updateMutation(
  builder: Builder,
  values: ValueTypes,
  linkInputs: LinkColumnInputs,
  names: NamedRowInputs,
  node: NodeType,
  lists: readonly EndList[],
): void {
  const { table, ids, object } = node;
  const { name, one } = table;
  const ends = lists.map(({ end }) => end);
  mutationField<Input & { readonly id: string }>(builder, {
    name: mutationNames.update(name),
    description: `Updates the ${one}${ends.length > 0 ? ' and its links, in one transaction' : ''}. What is omitted is not changed.`,
    input: (t) => ({
      id: t.id({ required: true, description: `The ID of the ${one}.` }),
      ...updateInputs(t, table, values, builder.engine.requiredInUpdate),
      ...updateForeignKeyInputs(t, table),
      ...linkChangeInputs(t, builder, linkInputs, names, ends),
    }),
    lists: changeLists(ends),
    unbounded: (input) => changesOtherLinks(ends, input),
    // Each named row may be a statement.
    changes: (input) => 1 + changedEnds(ends, input) + 2 * namedRows(ends, input),
    payload: {
      [one]: { type: object, description: `The updated ${one}.` },
      ...edgeField(node),
      ...changesFields(lists),
    },
    resolve: async (input, context, info) => {
      const read = checkAll({
        key: () => ids.key(name, input.id, 'input.id'),
        columns: () => readUpdateValues(table, input),
        foreignKeys: () => readForeignKeys(table, ids, input),
        changes: () => readLinkChanges(ends, ids, input),
      });
      const { row, changed } =
        read.changes.length === 0
          ? { row: await updateColumns(table, read, context), changed: new Map() }
          : await updateWithLinks(table, read, context, info);
      return {
        [one]: row,
        [fieldNames.edge(one)]: { node: row, order: readOrder(table) },
        ...changesPayload(ends, changed),
      };
    },
  });
}

/** Updates a row alone, in one statement. */
async function updateColumns(
  table: Table,
  wanted: WantedUpdate,
  { database }: EngineContext,
): Promise<Row | undefined> {
  const change = await refuseDuplicates(table, () =>
    updateRow(table, wanted.key, wanted, database),
  );
  if (!change) throw rowMissing(table, wanted.key, 'input.id');
  refuseMissingRows(change.missing);
  return change.row;
}

/** Updates a row and its links in one transaction. */
async function updateWithLinks(
  table: Table,
  wanted: WantedUpdate,
  context: EngineContext,
  info: GraphQLResolveInfo,
): Promise<{ readonly row: Row | undefined; readonly changed: ChangedLinks }> {
  const { key, changes } = wanted;
  const replaced = changes
    .filter(({ replaces }) => replaces)
    .map(({ end }) => ({
      end,
      list: new ChangedList(fieldNames.removedIds(end.singular), context, info),
    }));
  const removedFrom = (changed: ChangedLinks, end: End) => changed.get(end)?.removed?.length ?? 0;
  const result = await context.database.transaction(async (transaction) => {
    const current = await lockForChanges(table, wanted, transaction);
    // The referenced rows are locked.
    const columns = { columns: columnValues(wanted), foreignKeys: [] };
    const row =
      columns.columns.length === 0
        ? current
        : (await refuseDuplicates(table, () => updateRow(table, key, columns, transaction)))?.row;
    const changed = await changeLinks(key, await withNamedRows(changes, transaction), transaction);
    const costs = replaced.map(({ end, list }) => list.costOf(removedFrom(changed, end)));
    context.budget?.check(costs.reduce((sum, cost) => sum + cost, 0));
    return { row, changed };
  });
  for (const { end, list } of replaced) list.spend(removedFrom(result.changed, end));
  return result;
}
