import { type GraphQLResolveInfo, getNamedType, isObjectType } from 'graphql';
import { collectSubfields } from 'graphql/execution/collectFields.js';
import type { EngineContext } from '../context.js';
import { perField } from '../cost/cost.js';

/**
 * A list of IDs in the payload of a mutation whose length is known only after the change. It is charged once for each selection. If
 * it costs too much, the change is rolled back, because a change that was made must be reported.
 */
export class ChangedList {
  readonly #context: EngineContext;
  readonly #costPerItem: number;

  /** `field` is the list's field in the payload. */
  constructor(field: string, context: EngineContext, info: GraphQLResolveInfo) {
    this.#context = context;
    this.#costPerItem = perField * timesSelected(field, info);
  }

  /** Must be called before the transaction is committed. Throws COST_LIMIT_EXCEEDED. */
  check(length: number): void {
    this.#context.budget?.check(this.costOf(length));
  }

  /** The cost of this list with `length` items. */
  costOf(length: number): number {
    return length * this.#costPerItem;
  }

  /** Must be called after the change was made. */
  spend(length: number): void {
    this.#context.budget?.spend(this.costOf(length));
  }
}

/** The number of aliases with which a field of the payload is selected. */
function timesSelected(
  field: string,
  { schema, fragments, variableValues, returnType, fieldNodes }: GraphQLResolveInfo,
): number {
  const payload = getNamedType(returnType);
  if (!isObjectType(payload)) return 0;
  const selected = collectSubfields(schema, fragments, variableValues, payload, fieldNodes);
  return [...selected.values()].filter(([node]) => node?.name.value === field).length;
}
