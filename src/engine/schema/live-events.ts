import { GraphQLError } from 'graphql';
import { resyncRequired, serviceUnavailable } from '../errors.js';
import { ChangesLost, type Events, FeedClosed } from '../live/change-feed.js';

/**
 * An item of a subscription's source stream. A failure is an item too, the last one: its field throws it, so that every transport
 * sends it as an error of a result. An error of the stream itself would break the connection.
 */
export type Item<Value> = { readonly value: Value } | { readonly failure: unknown };

/**
 * The source stream of a subscription. `read` returns the value of an event, or undefined if the API does not show it.
 *
 * Not an async generator: its `return` would wait until the next event, and with it the end of the subscription.
 */
export function itemsOf<Event, Value>(
  events: Events<Event>,
  read: (event: Event) => Value | undefined,
): AsyncIterableIterator<Item<Value>> {
  let failed = false;
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    async next() {
      while (!failed) {
        try {
          const { done, value: event } = await events.next();
          if (done) break;
          const value = read(event);
          if (value !== undefined) return { done: false, value: { value } };
        } catch (error) {
          failed = true;
          return { done: false, value: { failure: subscriptionError(error) } };
        }
      }
      return { done: true, value: undefined };
    },
    async return() {
      failed = true;
      await events.return?.();
      return { done: true, value: undefined };
    },
  };
}

/** The value of an item. Throws its failure. */
export function valueOfItem<Value>(item: Item<Value>): Value {
  if ('failure' in item) throw item.failure;
  return item.value;
}

/** The error for the client, if `error` is one of a feed. */
export function subscriptionError(error: unknown): unknown {
  if (error instanceof GraphQLError) return error;
  if (error instanceof ChangesLost)
    return resyncRequired(
      `${error.message} Read the current state, and subscribe again without a cursor.`,
    );
  if (error instanceof FeedClosed)
    return serviceUnavailable('The server is stopping. Subscribe again, after the last cursor.');
  return error;
}
