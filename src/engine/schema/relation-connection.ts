import { withCost } from '../cost/cost.js';
import { filterCondition } from '../filters/filter.js';
import type { End } from '../model/end.js';
import { targetsOf } from '../sql/targets.js';
import type { Builder } from './builder.js';
import {
  connectionArguments,
  connectionResolver,
  relatedConnectionCost,
} from './connection-field.js';
import { readOrder } from './order-input.js';

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
      ...withCost(relatedConnectionCost),
      resolve: ({ id }, args, context, info) => resolve(id, args, context, info),
    }),
  );
}
