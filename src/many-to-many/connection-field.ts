import { sql } from 'kysely';
import type { Builder } from '../relay/builder.js';
import { connectionArguments, resolveConnection } from '../relay/connection-field.js';
import { filterCondition } from '../relay/filter.js';
import { readOrder } from '../relay/order-input.js';
import type { RowSource } from '../relay/row-source.js';
import type { End } from './end.js';

/** Adds to the owner's type the connection of its targets. */
export function connectionField(builder: Builder, end: End, description: string): void {
  const { owner, target, field } = end;
  builder.objectField(owner.refs.object, field, (t) =>
    t.field({
      type: target.refs.connection,
      description,
      args: connectionArguments(t.arg, target),
      resolve: ({ id }, args, context, info) =>
        resolveConnection(id, args, context, info, ({ where, orderBy }, scope) => ({
          source: targetsOf(end, where ? [filterCondition(target, where, 'node', 'where', scope)] : []),
          order: readOrder(target, orderBy),
        })),
    }),
  );
}

/** The targets of each parent that meet `conditions`. */
function targetsOf({ target, table, ownerColumn, targetColumn }: End, conditions: RowSource['where']): RowSource {
  const links = sql`${sql.table(table)} AS link`;
  return {
    node: target,
    from: sql`${links} JOIN ${sql.table(target.name)} AS node ON node.id = ${sql.id('link', targetColumn)}`,
    where: [sql`${sql.id('link', ownerColumn)} = parent.key`, ...conditions],
    // Every link has its target: without a filter, the links alone can be counted.
    ...(conditions.length === 0 && { countFrom: links }),
  };
}
