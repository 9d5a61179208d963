import { withCost } from '../cost/cost.js';
import type { ListRelation } from '../model/tables.js';
import { readOrder } from '../sql/order.js';
import { targetsOf } from '../sql/targets.js';
import type { Builder } from './builder.js';
import {
  connectionArguments,
  connectionResolver,
  relatedConnectionCost,
} from './connection-field.js';
import type { NodeType } from './node-type.js';

/** Adds to the owner's type the connection of its targets. */
export function connectionField(
  builder: Builder,
  relation: ListRelation,
  owner: NodeType,
  target: NodeType,
): void {
  const resolve = connectionResolver(({ where, orderBy }, filters) => {
    const row = { table: relation.target, alias: 'node' };
    const conditions = where ? [filters.condition(row, where, 'where')] : [];
    const order = readOrder(relation.target, orderBy);
    return { source: targetsOf(relation, conditions, order), order };
  }, target.ids);
  builder.objectField(owner.object, relation.field, (t) =>
    t.field({
      ...builder.engine.fields.relation,
      type: target.connection,
      description: relation.description,
      args: connectionArguments(t.arg, target),
      ...withCost(relatedConnectionCost),
      resolve: ({ id }, args, context, info) =>
        resolve(id, args, builder.engine.contextOf(context), info),
    }),
  );
}
