import type { GraphQLError } from 'graphql';
import { LRUCache } from 'lru-cache';
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import { serviceUnavailable } from '../../engine/errors.js';
import { type ClientContext, clientOf } from './client.js';
import { takePreparation } from './preparation-time.js';

/** The maximum number of clients. Beyond that, the least recent ones are forgotten. */
const maximumClients = 20_000;
/** The time after which the use of a client is forgotten, in seconds from its first operation. */
const window = 60;

/** The options of a rate limit. */
export interface RateLimit {
  /** The maximum cost of all operations of a client in a minute; undefined for no limit. */
  readonly rate: number | undefined;
  /** The cost of a millisecond of CPU time before an operation is executed. */
  readonly preparation: number;
}

/** The part of a request's context that identifies its client, or an object with it before there is a context. */
export type ChargedContext = ClientContext & object;

/** The cost of each client's requests within a minute. */
export class ClientRates {
  readonly #limiter: RateLimiterMemory;
  readonly #rate: number;
  readonly #preparation: number;
  readonly #charged = new WeakSet<object>();
  /** The clients: the limiter itself does not limit their number. */
  readonly #clients = new LRUCache<string, true>({
    max: maximumClients,
    dispose: (_, client) => void this.#limiter.delete(client),
  });

  constructor({ rate, preparation }: { readonly rate: number; readonly preparation: number }) {
    this.#rate = rate;
    this.#preparation = preparation;
    this.#limiter = new RateLimiterMemory({ points: rate, duration: window });
  }

  /** Whether the client was charged for the request with this context. */
  isCharged(context: object): boolean {
    return this.#charged.has(context);
  }

  /**
   * Charges a client `cost`, and the CPU time that was measured for its request. Returns the error for the request if the client is
   * over the limit.
   */
  async charge(context: ChargedContext, cost: number): Promise<GraphQLError | undefined> {
    this.#charged.add(context);
    const client = clientOf(context);
    this.#clients.set(client, true);
    const points = cost + Math.floor(takePreparation(context) * this.#preparation);
    if (points === 0) return undefined;
    const used = await this.#limiter.penalty(client, points);
    return used.consumedPoints > this.#rate ? refused(used) : undefined;
  }

  /** The error for any request of a client that has reached the limit, because every request costs at least 1. */
  async refusal(context: ChargedContext): Promise<GraphQLError | undefined> {
    const used = await this.#limiter.get(clientOf(context));
    return used && used.consumedPoints >= this.#rate ? refused(used) : undefined;
  }
}

function refused({ msBeforeNext }: RateLimiterRes): GraphQLError {
  const seconds = Math.ceil(msBeforeNext / 1000);
  const http = { status: 429, headers: { 'retry-after': String(seconds) } };
  return serviceUnavailable(`The rate limit is exceeded. Try again in ${seconds} s.`, {
    extensions: { http },
  });
}
