import { badUserInput } from '../errors.js';

/** A place in the order of all changes. */
export interface Position {
  /** The number of a change. */
  readonly seq: bigint;
  /** How many of the rows of this change come before the place: a change of many rows is told in several events. */
  readonly rows: number;
}

/** The largest `bigint` of PostgreSQL. */
const largest = 2n ** 63n - 1n;

/** Encodes the cursor of a position. */
export function encodePosition({ seq, rows }: Position): string {
  return Buffer.from(`change:${seq}:${rows}`).toString('base64url');
}

/** Decodes a cursor. Throws BAD_USER_INPUT unless it is the result of `encodePosition`. */
export function decodePosition(cursor: string, argument: string): Position {
  const text = Buffer.from(cursor, 'base64url').toString();
  const [, seq, rows] = /^change:([1-9]\d{0,18}):(0|[1-9]\d{0,8})$/.exec(text) ?? [];
  if (seq !== undefined && rows !== undefined) {
    const position = { seq: BigInt(seq), rows: Number(rows) };
    if (position.seq <= largest && encodePosition(position) === cursor) return position;
  }
  throw badUserInput(`${argument} is not a cursor of a change`, { argument });
}

/** Whether `place` is after `other`. */
export function isAfter(place: Position, other: Position): boolean {
  return place.seq > other.seq || (place.seq === other.seq && place.rows > other.rows);
}
