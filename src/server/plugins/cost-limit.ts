import { type DocumentNode, type ExecutionArgs, getOperationAST } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { CostBudget } from '../../engine/cost/cost-budget.js';
import { operationCost } from './operation-cost.js';
import { overLimit } from './over-limit.js';
import { prepare } from './preparation.js';
import { whenExecuted } from './when-executed.js';

/** What of a request's context the limit knows: it leaves there what the operation costs. */
export interface CostContext {
  /** In units of about one row read; undefined until the operation is about to run. */
  cost?: number;
  /** Of what is left of the limit. */
  budget?: CostBudget;
}

/** What every executed response says in `extensions.cost`, and every refusal too. */
export interface CostReport {
  readonly requested: number;
  readonly limit: number;
}

/**
 * Refuses each operation that costs more than `limit`, before anything of it runs: COST_LIMIT_EXCEEDED. Where it runs, not
 * where it is validated: variables decide what it costs, and Yoga validates a document once. All others say what they cost.
 */
export function useCostLimit(limit: number): Plugin<CostContext> {
  // As long as Yoga keeps a document, which is bounded, the same text gives the same object.
  const known = new WeakMap<DocumentNode, Map<string, ReturnType<typeof operationCost>>>();

  const costOf = ({
    schema,
    document,
    operationName,
    variableValues,
  }: ExecutionArgs): number | undefined => {
    // No operation is called ''.
    const name = operationName ?? '';
    const costs = known.get(document) ?? new Map<string, ReturnType<typeof operationCost>>();
    let cost = costs.get(name);
    if (!cost) {
      // Without one, executing it will say so.
      const operation = getOperationAST(document, operationName);
      if (!operation) return undefined;
      cost = operationCost(schema, document, operation);
      costs.set(name, cost);
      known.set(document, costs);
    }
    return cost(variableValues ?? {});
  };

  return {
    onExecute({ args, setResultAndStopExecution }) {
      const requested = prepare(args.contextValue, () => costOf(args));
      if (requested === undefined) return undefined;
      args.contextValue.cost = requested;
      const cost: CostReport = { requested, limit };
      if (requested > limit) {
        setResultAndStopExecution({ errors: [costTooHigh(cost)], extensions: { cost } });
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
    `The operation could cost ${requested}, and the limit is ${limit}. Ask for fewer rows at a time.`,
  );
