import { badUserInput } from '../errors.js';
import { kindOf } from '../kinds/kinds.js';
import type { Order } from '../sql/order.js';
import type { Position } from '../sql/ranges.js';

/** Encodes the cursor of a position: the order's tag and the values, so that it stays valid after its row was deleted. */
export function encodeCursor(order: Order, position: Position): string {
  return Buffer.from(JSON.stringify([order.tag, ...position])).toString('base64url');
}

/**
 * Decodes a cursor of `order`. Throws BAD_USER_INPUT unless it is the result of `encodeCursor` for this order.
 */
export function decodeCursor(order: Order, cursor: string, argument: string): Position {
  const [tag, ...position] = parse(cursor) ?? [];
  const wellFormed =
    position.length === order.keys.length &&
    order.keys.every(({ column }, index) => {
      const value = position[index];
      return value === null ? column.nullable : kindOf(column).order?.holds(value, column);
    });
  if (tag !== order.tag || !wellFormed || encodeCursor(order, position) !== cursor) {
    throw badUserInput(`${argument} is not a cursor of this order`, { argument });
  }
  return position;
}

function parse(cursor: string): unknown[] | undefined {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(values) ? values : undefined;
  } catch {
    return undefined;
  }
}
