import underPressure from '@fastify/under-pressure';
import type { FastifyInstance } from 'fastify';
import { serviceUnavailable } from '../../engine/errors.js';
import { refusal } from './refusal.js';

/** The interval over which the delay of the event loop is averaged, in milliseconds. A single stall is not an overload. */
const sampleInterval = 500;

/** When the server is overloaded. */
export interface OverloadOptions {
  /** The maximum number of GraphQL requests that are executed at the same time. */
  readonly inFlight: number;
  /** The maximum mean delay of the event loop, in milliseconds. */
  readonly eventLoopDelay: number;
}

/** The requests that are executed at the moment. */
export interface InFlight {
  /** Whether the server is overloaded, so that requests must be refused. */
  isFull(): boolean;
  /** Counts one more, or returns false if the server is overloaded. */
  enter(): boolean;
  leave(): void;
}

/**
 * Monitors the delay of the event loop, and counts the requests that are executed. Refusing a request before its body is read
 * is cheap, so accepted requests are still executed in time.
 */
export async function watchOverload(
  app: FastifyInstance,
  { inFlight, eventLoopDelay }: OverloadOptions,
): Promise<InFlight> {
  // Without limits it only measures. It reports a stall longer than its interval as an infinite delay, which is ignored here.
  await app.register(underPressure, { sampleInterval });
  const isLate = () => {
    const delay = app.memoryUsage().eventLoopDelay;
    return delay > eventLoopDelay && Number.isFinite(delay);
  };
  let entered = 0;
  return {
    enter() {
      if (entered >= inFlight || isLate()) return false;
      entered += 1;
      return true;
    },
    isFull: () => entered >= inFlight || isLate(),
    leave() {
      entered -= 1;
    },
  };
}

/** The response to a request that is refused because of overload. */
export const overloaded = refusal(
  503,
  serviceUnavailable('The server is overloaded. It is safe to try again.'),
  { 'retry-after': '1' },
);
