import { badUserInput } from '../errors.js';
import { storable } from '../kinds/text.js';
import type { Order, Position } from '../sql/order.js';

/** Makes the cursor of a position: the order's tag and the values, so that it outlives the row that stood there. */
export function encodeCursor(order: Order, position: Position): string {
  return Buffer.from(JSON.stringify([order.tag, ...position])).toString('base64url');
}

/**
 * Reads a cursor of `order`. Throws BAD_USER_INPUT unless it is one, letter for letter: one of another order would
 * continue at a place that means nothing here.
 */
export function decodeCursor(order: Order, cursor: string, argument: string): Position {
  const [tag, ...position] = parse(cursor) ?? [];
  const wellFormed =
    position.length === order.keys.length &&
    order.keys.every(({ type }, index) => holds(type, position[index]));
  // `holds` has told the types of the values.
  if (tag !== order.tag || !wellFormed || encodeCursor(order, position as Position) !== cursor) {
    throw badUserInput(`${argument} is not a cursor of this order`, { argument });
  }
  for (const value of position) if (typeof value === 'string') storable(value, argument);
  return position as Position;
}

function parse(cursor: string): unknown[] | undefined {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(values) ? values : undefined;
  } catch {
    return undefined;
  }
}

function holds(type: 'text' | 'key', value: unknown): boolean {
  if (type === 'text') return typeof value === 'string';
  return typeof value === 'number' && Number.isInteger(value) && value > 0 && value < 2 ** 31;
}
