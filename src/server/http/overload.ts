import { monitorEventLoopDelay } from 'node:perf_hooks';
import { type Answer, refusal } from './answer.js';

/** How often the event loop is looked at, in milliseconds: its delay is the mean over this time. */
const period = 500;
/** How often its delay is measured, in milliseconds. An event loop that is never late has this as its mean. */
const resolution = 10;

/** What is too much for the server. */
export interface Overload {
  /** Whether a request must be refused. */
  isFull(): boolean;
  /** Takes in a request that need not be refused. */
  enter(): void;
  /** A request that was taken in has been worked off. */
  leave(): void;
  /** Ends the watch. */
  stop(): void;
}

/**
 * Watches how much the server has to do: of more than `inFlight` requests at a time, or where the event loop runs later than
 * `eventLoopDelay` milliseconds on average, new ones are refused. To refuse one takes a fraction of the time it would take to
 * answer it, so those that were taken in are answered in time. A single stall is not held against the server.
 */
export function watchOverload({
  inFlight,
  eventLoopDelay,
}: {
  inFlight: number;
  eventLoopDelay: number;
}): Overload {
  let entered = 0;
  let delay = 0;
  const histogram = monitorEventLoopDelay({ resolution });
  histogram.enable();
  const timer = setInterval(() => {
    // From nanoseconds.
    delay = histogram.mean / 1e6 - resolution;
    histogram.reset();
  }, period);
  timer.unref();
  return {
    isFull: () => entered >= inFlight || delay > eventLoopDelay,
    enter() {
      entered += 1;
    },
    leave() {
      entered -= 1;
    },
    stop() {
      clearInterval(timer);
      histogram.disable();
    },
  };
}

/** The answer to a request that is not taken in. */
export const overloaded: Answer = refusal(
  503,
  'The server has too much to do. It is safe to try again.',
  { 'retry-after': '1' },
  { code: 'SERVICE_UNAVAILABLE' },
);
