import { sql } from 'kysely';
import { inTransaction } from '../../postgres/transaction.js';
import { InputErrors } from '../errors.js';
import { filterCondition } from '../filters/filter.js';
import { type Filter, FilterScope } from '../filters/filter-scope.js';
import { checkVariables } from '../filters/forgotten-variables.js';
import { encodeGlobalId } from '../model/global-id.js';
import { fieldNames, mutationNames } from '../naming.js';
import { orderBy } from '../sql/order.js';
import type { Row } from '../sql/row-source.js';
import type { Builder } from './builder.js';
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
    resolve: async ({ where }, { database }, info) => {
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
      const rows = await inTransaction(database.kysely, async (transaction) => {
        // Locked in the order of their keys, as mutations of links lock theirs: two that do so cannot deadlock.
        const locked = await sql<Row>`
          SELECT node.id FROM ${table} AS node WHERE ${condition} ORDER BY node.id FOR UPDATE`.execute(
          transaction,
        );
        // A row may have got a link while its lock was waited for, and then no longer be one that the filter takes. Locked,
        // it gets none; and this statement sees what there is now.
        const deleted = await sql<Row>`
          WITH gone AS (
            DELETE FROM ${table} AS node WHERE node.id = ANY(${locked.rows.map(({ id }) => id)}::int[]) AND ${condition} RETURNING *
          )
          SELECT node.id FROM gone AS node ORDER BY ${orderBy(readOrder(node))}`.execute(
          transaction,
        );
        return deleted.rows;
      });
      return {
        deletedCount: rows.length,
        [fieldNames.deletedIds(node.name)]: rows.map(({ id }) => encodeGlobalId(node.name, id)),
      };
    },
  });
}
