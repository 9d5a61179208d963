import { withCost } from '../cost/cost.js';
import { hasLinkColumns, type ListRelation } from '../model/tables.js';
import { readTargetOrder } from '../sql/order.js';
import { targetsOf } from '../sql/targets.js';
import type { Builder } from './builder.js';
import {
  connectionArguments,
  connectionResolver,
  relatedConnectionCost,
} from './connection-field.js';
import type { ListType, NodeType } from './node-type.js';

/** Adds the connection of the targets to the owner's type. `list` has the types of the connection. */
export function connectionField(
  builder: Builder,
  relation: ListRelation,
  owner: NodeType,
  list: ListType,
): void {
  const link = hasLinkColumns(relation) ? { link: relation.link, alias: 'link' } : undefined;
  const row = { table: relation.target, alias: 'node', link };
  const resolve = connectionResolver(({ where, orderBy }, filters) => {
    const conditions = where ? [filters.condition(row, where, 'where')] : [];
    const order = readTargetOrder(relation, orderBy);
    return { source: targetsOf(relation, conditions, order), order };
  }, list.ids);
  builder.objectField(owner.object, relation.field, (t) =>
    t.field({
      ...builder.engine.fields.relation,
      type: list.connection,
      description: relation.description,
      args: connectionArguments(t.arg, list),
      ...withCost(relatedConnectionCost(relation.target)),
      resolve: ({ id }, args, context, info) =>
        resolve(id, args, builder.engine.contextOf(context), info),
    }),
  );
}
