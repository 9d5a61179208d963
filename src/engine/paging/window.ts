import { badUserInput } from '../errors.js';
import type { Order } from '../sql/order.js';
import type { Window } from '../sql/page-shape.js';
import { decodeCursor } from './cursor.js';

/** The paging arguments of a connection, as coerced by GraphQL. */
export interface PagingArguments {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly last?: number | null | undefined;
  readonly before?: string | null | undefined;
}

/** The maximum number of edges of a page. */
export const maximumPage = 100;
const defaultPage = 20;

/**
 * The maximum number of rows of a page with these arguments, even if they are invalid: their cost is checked before their
 * values.
 */
export function pageSize({ first, last }: Readonly<Record<string, unknown>>): number {
  const size = first ?? last;
  return typeof size === 'number' ? Math.min(Math.max(size, 0), maximumPage) : defaultPage;
}

/**
 * Reads paging arguments; null is the same as none. Stricter than the Relay specification
 * (https://relay.dev/graphql/connections.htm) where that is lenient: throws BAD_USER_INPUT for `first` or `last` out of
 * range, for both at once, and for a cursor that is not one of `order`.
 */
export function readWindow({ first, after, last, before }: PagingArguments, order: Order): Window {
  const size = (value: number, argument: string) => {
    if (value >= 0 && value <= maximumPage) return value;
    throw badUserInput(`${argument} must be from 0 to ${maximumPage}, got ${value}`, { argument });
  };
  const backward = first == null && (last != null || (before != null && after == null));
  if (first != null && last != null)
    throw badUserInput('first and last exclude each other', { argument: 'last' });
  return {
    size: first != null ? size(first, 'first') : last != null ? size(last, 'last') : defaultPage,
    backward,
    after: after == null ? undefined : decodeCursor(order, after, 'after'),
    before: before == null ? undefined : decodeCursor(order, before, 'before'),
  };
}
