import { badUserInput } from '../errors.js';

/** A text of an entity: a column of its table and a field of its GraphQL type. */
export interface TextField {
  /** For the schema. */
  readonly description: string;
  /** The most code points it may have; it has at least one. */
  readonly maximum: number;
}

/** Declares a required text of 1 to `maximum` code points. */
export function text(field: TextField): TextField {
  return field;
}

/** Returns a text that PostgreSQL can hold. Throws BAD_USER_INPUT for NUL and for half a surrogate pair. */
export function storable(value: string, argument: string): string {
  if (value.includes('\0') || !value.isWellFormed()) {
    throw badUserInput(
      `${argument} holds a character that cannot be stored (NUL or half a surrogate pair)`,
      { argument },
    );
  }
  return value;
}

/** Returns a text that `field` may hold, as it came. Throws BAD_USER_INPUT where it is empty, too long or not storable. */
export function checkText(value: string, field: TextField, argument: string): string {
  storable(value, argument);
  const length = [...value].length;
  if (length < 1 || length > field.maximum) {
    throw badUserInput(`${argument} must have 1 to ${field.maximum} characters, got ${length}`, {
      argument,
    });
  }
  return value;
}
