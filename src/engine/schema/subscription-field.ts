import type { OutputType } from '@pothos/core';
import { costOfRows, type FieldCost, withCost } from '../cost/cost.js';
import { serviceUnavailable } from '../errors.js';
import { type ChangeFeed, linksPerEvent } from '../live/change-feed.js';
import { decodePosition, type Position } from '../live/position.js';
import type { Builder, ExtendedSchemaTypes } from './builder.js';
import { type Item, subscriptionError, valueOfItem } from './live-events.js';

/** The cost of an event in addition to the rows of its lists. */
const perEvent = 10;

/** The cost of an event, of which each list has at most so many items. */
const eventCost: FieldCost = (_, inner) => costOfRows(perEvent, linksPerEvent, inner);

/** The definition of a subscription. */
export interface SubscriptionDeclaration<Value> {
  /** `articlePublicationsChanged` */
  readonly name: string;
  readonly description: string;
  /** The argument that names a row. */
  readonly id?: { readonly name: string; readonly description: string };
  /** The type of an event, whose values have this shape. */
  readonly type: OutputType<ExtendedSchemaTypes>;
  /** Subscribes to the changes of a row, or of all. Throws BAD_USER_INPUT for an invalid ID. */
  readonly subscribe: (
    feed: ChangeFeed,
    id: string | undefined,
    after: Position | undefined,
  ) => Promise<AsyncIterableIterator<Item<Value>>>;
}

/** Adds a subscription to the schema. */
export function subscriptionField<Value>(
  builder: Builder,
  { name, description, id, type, subscribe }: SubscriptionDeclaration<Value>,
): void {
  const { changesOf, contextOf, fields } = builder.engine;
  builder.subscriptionField(name, (t) =>
    t.field({
      ...fields.subscription,
      type,
      description,
      args: {
        ...(id && { [id.name]: t.arg.id({ required: true, description: id.description }) }),
        after: t.arg.string({
          description:
            'The cursor of the last change that the client got. Default: changes from now on. If changes after it are no longer kept, the error is RESYNC_REQUIRED.',
        }),
      },
      ...withCost(eventCost),
      subscribe: async (_, args: Readonly<Record<string, unknown>>, request) => {
        // GraphQL has coerced both to texts.
        const named = id && (args[id.name] as string);
        const cursor = args.after as string | null | undefined;
        const after = cursor == null ? undefined : decodePosition(cursor, 'after');
        const feed = changesOf?.(request);
        if (!feed) throw serviceUnavailable('This server does not read changes.');
        try {
          return await subscribe(feed, named, after);
        } catch (error) {
          throw subscriptionError(error);
        }
      },
      // In Pothos, the type of a resolver depends on that of the field, which is known only at run time.
      resolve: ((item: Item<Value>, _: unknown, request: object) => {
        // A context may live as long as the subscription. Each event reads the current state.
        contextOf(request).loaders.clear();
        return valueOfItem(item);
      }) as never,
    }),
  );
}
