import { sql } from 'kysely';
import { retrying } from '../database/transaction.js';
import type { Builder } from './builder.js';
import { Mistakes } from './errors.js';
import { filterCondition } from './filter.js';
import { type Filter, FilterScope } from './filter-scope.js';
import { checkVariables } from './forgotten-variables.js';
import { encodeGlobalId } from './global-id.js';
import { mutationField } from './mutation-field.js';
import type { NodeType } from './node-type.js';
import { orderBy } from './order.js';
import { readOrder } from './order-input.js';
import type { Row } from './row-source.js';

/** Adds to the schema the mutation that deletes all rows of `node` that a filter takes. */
export function deleteManyMutation(builder: Builder, node: NodeType): void {
  const plural = node.many.charAt(0).toUpperCase() + node.many.slice(1);
  mutationField<{ readonly where: Filter }>(builder, {
    name: `delete${plural}`,
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
      [`deleted${node.name}Ids`]: { type: ['ID'], description: 'The IDs that they had, in the default order.' },
    },
    resolve: async ({ where }, { database }, info) => {
      const mistakes = new Mistakes();
      const condition = filterCondition(node, where, 'node', 'input.where', new FilterScope(mistakes));
      checkVariables(info, 'input', mistakes);
      mistakes.throwFirst();
      // Locked in the order of their keys, as mutations of links lock theirs: two that do so cannot deadlock.
      const { rows } = await retrying(() =>
        sql<Row>`
          WITH doomed AS (SELECT node.id FROM ${sql.table(node.name)} AS node WHERE ${condition} ORDER BY node.id FOR UPDATE),
          node AS (DELETE FROM ${sql.table(node.name)} WHERE id IN (SELECT id FROM doomed) RETURNING *)
          SELECT node.id FROM node ORDER BY ${orderBy(readOrder(node))}`.execute(database.kysely),
      );
      return {
        deletedCount: rows.length,
        [`deleted${node.name}Ids`]: rows.map(({ id }) => encodeGlobalId(node.name, id)),
      };
    },
  });
}
