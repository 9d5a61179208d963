import { type RawBuilder, sql } from 'kysely';
import { InputErrors } from '../errors.js';
import { filterCondition } from '../filters/filter.js';
import { type Filter, FilterScope } from '../filters/filter-scope.js';
import { checkVariables } from '../filters/forgotten-variables.js';
import { encodeGlobalId } from '../model/global-id.js';
import { fieldNames, mutationNames } from '../naming.js';
import { orderBy, orderOf } from '../sql/order.js';
import { columnsOf, type Row } from '../sql/row-source.js';
import { run } from '../sql/statement.js';
import type { Builder } from './builder.js';
import { ChangedList } from './changed-list.js';
import { mutationField } from './mutation-field.js';
import type { NodeType } from './node-type.js';
import { readOrder } from './order-input.js';

/** Adds to the schema the mutation that deletes all rows of `node` that a filter takes. */
export function deleteManyMutation(builder: Builder, node: NodeType): void {
  mutationField<{ readonly where: Filter }>(builder, {
    name: mutationNames.deleteMany(node.many),
    description: `Deletes all ${node.many} that \`where\` takes, with their links, and nothing else.`,
    input: (t) => ({
      where: t.field({
        type: node.refs.filter,
        required: true,
        description: `Which ${node.many} to delete: \`{}\` deletes every one.`,
      }),
    }),
    payload: {
      deletedCount: { type: 'Int', description: 'How many were deleted.' },
      [fieldNames.deletedIds(node.name)]: {
        type: ['ID'],
        description: 'The IDs that they had, in the default order.',
      },
    },
    unbounded: true,
    resolve: async ({ where }, context, info) => {
      const list = new ChangedList(fieldNames.deletedIds(node.name), context, info);
      const errors = new InputErrors();
      const condition = filterCondition(
        node,
        where,
        'node',
        'input.where',
        new FilterScope(errors),
      );
      checkVariables(info, 'input', errors);
      errors.throwFirst();
      const table = sql.table(node.name);
      const rows = await context.database.transaction(async (transaction) => {
        // Locked in the order of their keys, as mutations of links lock theirs: two that do so cannot deadlock.
        const locked = await run<Row>(
          transaction,
          sql`SELECT node.id FROM ${table} AS node WHERE ${condition} ORDER BY node.id FOR UPDATE`,
        );
        // A row may have got a link while its lock was waited for, and then no longer be one that the filter takes. Locked,
        // it gets none; and this statement sees what there is now.
        const keys: RawBuilder<unknown> = sql`${locked.map(({ id }) => id)}::int[]`;
        const deleted = await run<Row>(
          transaction,
          sql`
            WITH _deleted AS (
              DELETE FROM ${table} AS node WHERE node.id = ANY(${keys}) AND ${condition} RETURNING ${columnsOf(node, 'node')}
            )
            SELECT id FROM _deleted ORDER BY ${orderBy(orderOf(readOrder(node), sql.id))}`,
        );
        list.check(deleted.length);
        return deleted;
      });
      list.spend(rows.length);
      return {
        deletedCount: rows.length,
        [fieldNames.deletedIds(node.name)]: rows.map(({ id }) => encodeGlobalId(node.name, id)),
      };
    },
  });
}
