import { type DirectiveNode, type ValueNode, valueFromASTUntyped } from 'graphql';
import type { Cost } from '../../engine/cost/cost.js';
import { hasVariable } from '../plugins/has-variable.js';

/** Variables as they were sent, with defaults for the others. */
export type Variables = Readonly<Record<string, unknown>>;

/** An execution of an operation: its variables, and the costs of fragments computed so far. */
export interface Run {
  readonly variables: Variables;
  readonly fragments: Map<string, Cost>;
}

/** A value that is constant, or computed for each execution because it depends on variables. */
export type Prepared<Value> =
  | { readonly constant: Value }
  | { readonly compute: (run: Run) => Value };

/** The value for one execution. */
export const evaluate = <Value>(prepared: Prepared<Value>, run: Run): Value =>
  'constant' in prepared ? prepared.constant : prepared.compute(run);

/** Whether `@skip` and `@include` include a selection. Invalid values are reported by the executor. */
export function isIncluded(directives: readonly DirectiveNode[]): Prepared<boolean> {
  const conditions = directives
    .filter(({ name }) => name.value === 'skip' || name.value === 'include')
    .map(({ name, arguments: [condition] = [] }) => {
      const value = condition ? sentValue(condition.value) : { constant: undefined };
      return combine([value], ([condition]) => condition !== (name.value === 'skip'));
    });
  return combine(conditions, (values) => values.every(Boolean));
}

/** The value of a literal or variable, without coercion. */
export function sentValue(value: ValueNode): Prepared<unknown> {
  if (!hasVariable(value)) return { constant: valueFromASTUntyped(value) };
  // graphql-js declares the parameter as mutable, but does not change it.
  return {
    compute: ({ variables }) => valueFromASTUntyped(value, variables as Record<string, unknown>),
  };
}

/** Combines values; the result is constant if all of them are. */
export function combine<Part, Value>(
  parts: readonly Prepared<Part>[],
  combineValues: (values: readonly Part[]) => Value,
): Prepared<Value> {
  if (parts.every((part) => 'constant' in part))
    return { constant: combineValues(parts.map(({ constant }) => constant)) };
  return { compute: (run) => combineValues(parts.map((part) => evaluate(part, run))) };
}
