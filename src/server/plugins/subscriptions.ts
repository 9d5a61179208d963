import { createSourceEventStream, type ExecutionArgs, type ExecutionResult } from 'graphql';
import { isAsyncIterable, type Plugin } from 'graphql-yoga';
import { unauthenticated } from '../../engine/errors.js';
import type { Context } from '../context.js';
import { unsupportedOperation } from '../errors.js';
import { whenClientGone } from '../http/client-gone.js';
import type { StreamCounts } from '../limits/stream-counts.js';
import { SubscriptionStream } from './subscription-stream.js';

/** The options of `useSubscriptions`. */
export interface SubscriptionOptions {
  readonly counts: StreamCounts;
  /** Envelop's `execute`, which calls the `onExecute` hooks of all plugins. */
  readonly execute: (args: ExecutionArgs) => unknown;
  /** The context for an event of a subscription with this context. */
  readonly eventContext: (context: Context) => Context;
}

/** The longest time of a timer in milliseconds. */
const longestTimer = 2 ** 31 - 1;

/**
 * Executes subscriptions. Each event is an operation of its own: it has its own time limit, its cost is limited and charged, and its
 * errors are masked. A stream ends when the client's token expires, or is over its rate limit.
 */
export function useSubscriptions(options: SubscriptionOptions): Plugin<Context> {
  return {
    onSubscribe({ args, setSubscribeFn, setResultAndStopExecution }) {
      // graphql-js's own error has no code.
      if (args.schema.getSubscriptionType())
        setSubscribeFn((given: ExecutionArgs) => subscribe(given, options));
      else
        setResultAndStopExecution({
          errors: [unsupportedOperation('Subscriptions are not supported.')],
        });
    },
    onResultProcess({ result, resultProcessor }) {
      // The client accepts no media type of a stream, so nobody will read it.
      if (isAsyncIterable(result) && !resultProcessor)
        void result[Symbol.asyncIterator]().return?.();
    },
  };
}

async function subscribe(
  args: ExecutionArgs,
  { counts, execute, eventContext }: SubscriptionOptions,
): Promise<AsyncIterableIterator<ExecutionResult> | ExecutionResult> {
  // Yoga has made it from the server's context.
  const context = args.contextValue as Context;
  const close = counts.open(context);
  let timer: NodeJS.Timeout | undefined;
  let removeListener = () => {};
  try {
    const source = await createSourceEventStream(args);
    if (!isAsyncIterable(source)) {
      close();
      return source;
    }
    const stream = new SubscriptionStream({
      source: source[Symbol.asyncIterator](),
      execute: async (item) => {
        const contextValue = eventContext(context);
        try {
          const result = await execute({ ...args, rootValue: item, contextValue });
          // Incremental delivery is not supported, so there is one result.
          return result as ExecutionResult;
        } finally {
          contextValue.end();
        }
      },
      onEnd() {
        clearTimeout(timer);
        removeListener();
        close();
      },
    });
    // Yoga drops the stream of a client that disconnects before it begins.
    removeListener = whenClientGone(context.req.socket, () => void stream.return());
    const { expiresAt } = context.viewer;
    if (expiresAt !== undefined) {
      const left = Math.min(expiresAt - Date.now(), longestTimer);
      timer = setTimeout(
        () => stream.fail({ errors: [unauthenticated('The token has expired.')] }),
        left,
      );
      timer.unref();
    }
    return stream;
  } catch (error) {
    close();
    throw error;
  }
}
