import type { ApiShape, ValueType } from './api-shape.js';

/**
 * Which of two cursors comes first in their list: negative for the first, positive for the second. Undefined if they are not
 * of the same order, or their values cannot be compared here.
 */
export type CompareCursors = (a: string, b: string) => number | undefined;

/** The comparison of an API's cursors, as PostgreSQL compares the values that they hold. */
export function cursorComparison({ valueType }: ApiShape): CompareCursors {
  return (a, b) => {
    const [tag, ...first] = valuesOf(a);
    const [otherTag, ...second] = valuesOf(b);
    if (typeof tag !== 'string' || tag !== otherTag || first.length !== second.length)
      return undefined;
    // `Article.headline.ASC`
    const [type = '', field = '', direction, ...more] = tag.split('.');
    if (more.length > 0 || first.length === 0) return undefined;
    const sign = direction === 'DESC' ? -1 : 1;
    for (const [index, value] of first.entries()) {
      const isKey = index === first.length - 1;
      const order = isKey
        ? compareKeys(value, second[index])
        : compareValues(value, second[index], valueType(type, field));
      if (order !== 0) return order === undefined ? undefined : sign * order;
    }
    return 0;
  };
}

/** The values that a cursor holds; none if it is of another form. */
function valuesOf(cursor: string): unknown[] {
  try {
    const base64 = cursor.replaceAll('-', '+').replaceAll('_', '/');
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const values: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return Array.isArray(values) ? values : [];
  } catch {
    return [];
  }
}

function compareKeys(a: unknown, b: unknown): number | undefined {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a !== 'string' || typeof b !== 'string') return undefined;
  // A text, or a number of 64 bits: the schema does not tell. With the same length, both are in the same order.
  const isNumber = /^-?\d+$/.test(a) && /^-?\d+$/.test(b);
  return isNumber && (a.length !== b.length || a.startsWith('-') || b.startsWith('-'))
    ? undefined
    : compareTexts(a, b);
}

function compareValues(a: unknown, b: unknown, type: ValueType | undefined): number | undefined {
  // Null is greater than any other value.
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  if (type?.values) {
    const [first, second] = [a, b].map((value) => type.values?.indexOf(String(value)) ?? -1);
    return first === undefined || second === undefined || first < 0 || second < 0
      ? undefined
      : first - second;
  }
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b);
  if (typeof a !== 'string' || typeof b !== 'string') return undefined;
  if (type?.name === 'String' || type?.name === 'ID') return compareTexts(a, b);
  if (type?.name === 'Date' || type?.name === 'DateTime')
    return /^\d{4}-/.test(a) && /^\d{4}-/.test(b) ? compareTexts(a, b) : undefined;
  if (type?.name === 'BigInt' && /^-?\d+$/.test(a) && /^-?\d+$/.test(b))
    return Number(BigInt(a) > BigInt(b)) - Number(BigInt(a) < BigInt(b));
  return a === b ? 0 : undefined;
}

/** By code point: `<` compares UTF-16 code units. */
function compareTexts(a: string, b: string): number {
  const [first, second] = [[...a], [...b]];
  for (const [index, character] of first.entries()) {
    const difference =
      (character.codePointAt(0) ?? 0) - (second[index]?.codePointAt(0) ?? Number.NEGATIVE_INFINITY);
    if (difference !== 0) return difference;
  }
  return first.length - second.length;
}
