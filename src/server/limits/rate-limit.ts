import type { Plugin } from 'graphql-yoga';
import type { ClientContext } from './client.js';
import { ClientRates, type RateLimit } from './client-rates.js';
import type { CostContext } from './cost-limit.js';

/** The part of the context that the rate limit uses. */
type RateContext = ClientContext & CostContext;

/**
 * Refuses operations of a client whose operations exceed the rate limit: SERVICE_UNAVAILABLE with the status 429 and
 * `Retry-After`. Each operation is charged its cost before it is executed; one that is not executed, because it is invalid
 * or costs too much, is charged 1. Both are charged the CPU time until then. Costs that are known only after the execution are
 * charged afterwards. It must come after the plugin that computes the cost.
 */
export function useRateLimit({ rate, preparation }: RateLimit): Plugin<RateContext> {
  return rate === undefined ? {} : useClientRates(new ClientRates({ rate, preparation }));
}

/** The same, for rates that are charged elsewhere too. */
export function useClientRates(rates: ClientRates): Plugin<RateContext> {
  return {
    async onSubscribe({ args: { contextValue }, setResultAndStopExecution }) {
      const refusal = await rates.charge(contextValue, contextValue.cost ?? 1);
      if (refusal) setResultAndStopExecution({ errors: [refusal] });
    },
    async onExecute({ args: { contextValue }, setResultAndStopExecution }) {
      const refusal = await rates.charge(contextValue, contextValue.cost ?? 1);
      if (refusal) {
        setResultAndStopExecution({ errors: [refusal] });
        return undefined;
      }
      return {
        async onExecuteDone() {
          await rates.charge(contextValue, Math.ceil(contextValue.budget?.spent ?? 0));
        },
      };
    },
    async onExecutionResult({ context, setResult }) {
      // The context of the operation and of the request are the same object.
      const rateContext = context as unknown as RateContext;
      const refusal = rates.isCharged(context) ? undefined : await rates.charge(rateContext, 1);
      if (refusal) setResult({ errors: [refusal] });
    },
  };
}
