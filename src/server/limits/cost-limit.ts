import { type ExecutionArgs, getOperationAST, type OperationDefinitionNode } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { CostBudget } from '../../engine/cost/cost-budget.js';
import { whenExecuted } from '../plugins/when-executed.js';
import { operationCost } from './operation-cost.js';
import { overLimit } from './over-limit.js';
import { prepare } from './preparation-time.js';

/** The part of the context that the cost limit sets. */
export interface CostContext {
  /** The cost of the operation, in units of about one row read; undefined until it is computed before execution. */
  cost?: number;
  /** The rest of the limit, for costs that are known only during execution. */
  budget?: CostBudget;
}

/** The value of `extensions.cost` in the response. */
export interface CostReport {
  readonly requested: number;
  readonly limit: number;
}

/**
 * Refuses an operation that costs more than `limit` before it is executed, with COST_LIMIT_EXCEEDED, and adds the cost to the
 * response of every other one. Not a validation rule, because the cost depends on the variables.
 */
export function useCostLimit(limit: number): Plugin<CostContext> {
  // The document cache is bounded, and returns the same object for the same text.
  const cached = new WeakMap<OperationDefinitionNode, ReturnType<typeof operationCost>>();

  const costOf = ({
    schema,
    document,
    operationName,
    variableValues,
  }: ExecutionArgs): number | undefined => {
    const operation = getOperationAST(document, operationName);
    // If there is none, the executor reports the error.
    if (!operation) return undefined;
    const cost = cached.get(operation) ?? operationCost(schema, document, operation);
    cached.set(operation, cost);
    return cost(variableValues ?? {});
  };

  /** Computes the cost, and sets it in the context. Returns it with a result instead of the execution if it is too high. */
  const check = (args: ExecutionArgs & { readonly contextValue: CostContext }) => {
    const requested = prepare(args.contextValue, () => costOf(args));
    if (requested === undefined) return undefined;
    args.contextValue.cost = requested;
    const cost: CostReport = { requested, limit };
    const refused =
      requested > limit ? { errors: [costTooHigh(cost)], extensions: { cost } } : undefined;
    return { requested, refused };
  };

  return {
    // The cost of one event.
    onSubscribe({ args, setResultAndStopExecution }) {
      const refused = check(args)?.refused;
      if (refused) setResultAndStopExecution(refused);
    },
    onExecute({ args, setResultAndStopExecution }) {
      const checked = check(args);
      if (checked === undefined) return undefined;
      const { requested, refused } = checked;
      if (refused) {
        setResultAndStopExecution(refused);
        return undefined;
      }
      const budget = new CostBudget(limit - requested);
      args.contextValue.budget = budget;
      return whenExecuted((result) => {
        const spent: CostReport = { requested: requested + Math.ceil(budget.spent), limit };
        return { ...result, extensions: { ...result.extensions, cost: spent } };
      });
    },
  };
}

const costTooHigh = ({ requested, limit }: CostReport) =>
  overLimit(
    `The operation may cost ${requested}, and the limit is ${limit}. Request fewer rows at a time.`,
  );
