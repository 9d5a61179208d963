import type { GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { LRUCache } from 'lru-cache';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { serviceUnavailable } from '../../engine/errors.js';
import { type ClientContext, clientOf } from './client.js';
import type { CostContext } from './cost-limit.js';
import { takePreparation } from './preparation.js';

/** Of so many clients it is known what they have used; of more, those are forgotten that have been away for longest. */
const maximumClients = 20_000;
/** For how long what has been used counts, in seconds, from a client's first operation on. */
const window = 60;

/** What the limit goes by. */
export interface RateLimit {
  /** What a client's operations may cost in a minute; undefined for any amount. */
  readonly rate: number | undefined;
  /** What a millisecond of CPU time costs that is spent before an operation runs. */
  readonly preparation: number;
}

/** What of a request's context the limit knows: it leaves there that the client was charged. */
type RateContext = ClientContext & CostContext & { charged?: true };

/**
 * Refuses operations of a client whose operations have cost too much within a minute: SERVICE_UNAVAILABLE with the status
 * 429 and `Retry-After`. Each is charged what it costs, before it runs, and one that does not run because it is not valid or
 * costs too much is charged 1; both also the CPU time that it took up to then. What is known only once it has run is
 * charged afterwards. It must come after what says what an operation costs.
 */
export function useRateLimit({ rate, preparation }: RateLimit): Plugin<RateContext> {
  if (rate === undefined) return {};
  const limiter = new RateLimiterMemory({ points: rate, duration: window });
  // The limiter itself would remember any number of clients.
  const clients = new LRUCache<string, true>({
    max: maximumClients,
    dispose: (_, client) => void limiter.delete(client),
  });

  const preparationCost = (context: RateContext) =>
    Math.floor(takePreparation(context) * preparation);

  /** Charges the client of a request; returns the refusal, if it has nothing left. */
  const charge = async (context: RateContext, cost: number): Promise<GraphQLError | undefined> => {
    context.charged = true;
    const client = clientOf(context);
    clients.set(client, true);
    try {
      await limiter.consume(client, cost + preparationCost(context));
      return undefined;
    } catch (used) {
      if (!(used instanceof RateLimiterRes)) throw used;
      return refused(Math.ceil(used.msBeforeNext / 1000));
    }
  };

  return {
    async onExecute({ args: { contextValue }, setResultAndStopExecution }) {
      const refusal = await charge(contextValue, contextValue.cost ?? 1);
      if (refusal) {
        setResultAndStopExecution({ errors: [refusal] });
        return undefined;
      }
      return {
        async onExecuteDone() {
          const rest = Math.ceil(contextValue.budget?.spent ?? 0) + preparationCost(contextValue);
          if (rest > 0) await limiter.penalty(clientOf(contextValue), rest);
        },
      };
    },
    async onExecutionResult({ context, setResult }) {
      // The context is the same all the way: of what was not executed, nobody was charged yet.
      const rateContext = context as unknown as RateContext;
      const refusal = rateContext.charged ? undefined : await charge(rateContext, 1);
      if (refusal) setResult({ errors: [refusal] });
    },
  };
}

function refused(seconds: number): GraphQLError {
  const http = { status: 429, headers: { 'retry-after': String(seconds) } };
  return serviceUnavailable(
    `You have asked for too much within a minute. Try again in ${seconds} s.`,
    { extensions: { http } },
  );
}
