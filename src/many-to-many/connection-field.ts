import type { Builder } from '../relay/builder.js';
import { connectionArguments, connectionCost, connectionResolver } from '../relay/connection-field.js';
import { withCost } from '../relay/cost.js';
import { filterCondition } from '../relay/filter.js';
import { readOrder } from '../relay/order-input.js';
import type { End } from './end.js';
import { targetsOf } from './targets.js';

/** Adds to the owner's type the connection of its targets. */
export function connectionField(builder: Builder, end: End, description: string): void {
  const { owner, target, field } = end;
  const resolve = connectionResolver(({ where, orderBy }, scope) => {
    const conditions = where ? [filterCondition(target, where, 'node', 'where', scope)] : [];
    const order = readOrder(target, orderBy);
    return { source: targetsOf(end, conditions, order), order };
  });
  builder.objectField(owner.refs.object, field, (t) =>
    t.field({
      type: target.refs.connection,
      description,
      // Also where a mutation's payload leads here.
      authScopes: { read: true },
      args: connectionArguments(t.arg, target),
      ...withCost(connectionCost),
      resolve: ({ id }, args, context, info) => resolve(id, args, context, info),
    }),
  );
}
