import { type GraphQLResolveInfo, getNamedType, isObjectType } from 'graphql';
import { collectSubfields } from 'graphql/execution/collectFields.js';
import type { EngineContext } from '../context.js';
import { perField } from '../cost/cost.js';

/**
 * A list of IDs in a mutation's payload whose length is known only once the change was made: it is paid for once for each time
 * it is selected. A change whose list would cost too much must be rolled back, as a change that was made is always reported.
 */
export class ChangedList {
  readonly #context: EngineContext;
  readonly #costPerItem: number;

  /** `field` is the list's field in the payload of the mutation that is resolved. */
  constructor(field: string, context: EngineContext, info: GraphQLResolveInfo) {
    this.#context = context;
    this.#costPerItem = perField * timesSelected(field, info);
  }

  /** To be called before the transaction is committed. Throws COST_LIMIT_EXCEEDED. */
  check(length: number): void {
    this.#context.budget?.check(length * this.#costPerItem);
  }

  /** To be called once the change was made. */
  spend(length: number): void {
    this.#context.budget?.spend(length * this.#costPerItem);
  }
}

/** Under how many names the response has this field of the payload. */
function timesSelected(
  field: string,
  { schema, fragments, variableValues, returnType, fieldNodes }: GraphQLResolveInfo,
): number {
  const payload = getNamedType(returnType);
  if (!isObjectType(payload)) return 0;
  const selected = collectSubfields(schema, fragments, variableValues, payload, fieldNodes);
  return [...selected.values()].filter(([node]) => node?.name.value === field).length;
}
