import { sql } from 'kysely';
import { badUserInput } from '../errors.js';
import type { Comparison, Kind, Operands, Operator, Sql } from './kind.js';
import { textPlaces } from './text-places.js';

/** The maximum length of a text column without one of its own, in code points. */
export const longestText = 10_000;

const operands: Operands = {
  type: () => 'text',
  // GraphQL has coerced it to a String.
  value: (operand, _column, path) => storable(operand as string, path),
};

/** `String`: texts of a minimum and a maximum length, compared and ordered by code point. */
export const text: Kind = {
  type: 'String',
  limits: ({ maximum = longestText, emptyAllowed }) =>
    `${emptyAllowed ? 0 : 1} to ${maximum} characters.`,
  parameterType: operands.type,
  input(value, { maximum = longestText, emptyAllowed }, argument) {
    const given = storable(String(value), argument);
    // The length in UTF-16 is never less than the number of code points, so most texts need not be counted.
    const length = given.length > maximum ? [...given].length : given.length;
    const minimum = emptyAllowed ? 0 : 1;
    if (length < minimum || length > maximum) {
      throw badUserInput(
        `${argument} must have ${minimum} to ${maximum} characters, got ${length}`,
        { argument },
      );
    }
    return given;
  },
  filter: {
    operands,
    description:
      'Conditions on a text, which must all hold. `%`, `_` and `\\` are ordinary characters.',
    operators: {
      equals: comparing('=', 'Equal to this text.'),
      not: { ...comparing('<>', 'Not equal to this text.'), ofNull: true },
      in: {
        takes: 'list',
        description: 'One of these texts. An empty list matches no row.',
        condition: (comparison) =>
          isInsensitive(comparison)
            ? sql`(${stored(comparison)} IN ${lowerCaseList(comparison)}) IS TRUE`
            : sql`${comparison.value} = ANY(${list(comparison)})`,
      },
      notIn: {
        takes: 'list',
        description: 'None of these texts. An empty list matches every row.',
        ofNull: true,
        condition: (comparison) =>
          isInsensitive(comparison)
            ? sql`${stored(comparison)} NOT IN ${lowerCaseList(comparison)}`
            : sql`${comparison.value} <> ALL(${list(comparison)})`,
      },
      // An operator that an index can answer.
      startsWith: comparing('^@', 'Starts with this text.'),
      endsWith: {
        takes: 'value',
        description: 'Ends with this text.',
        // LIKE takes a quarter of the time of right(), which counts characters.
        condition: (comparison) =>
          sql`${byCodePoint(stored(comparison))} LIKE ${operand({ ...comparison, operand: suffixPattern(comparison.operand) })}`,
      },
      contains: {
        takes: 'value',
        description: 'Contains this text.',
        condition: (comparison) => sql`strpos(${stored(comparison)}, ${operand(comparison)}) > 0`,
      },
      lt: comparingOrder('<', 'Less than this text, compared by code point.'),
      lte: comparingOrder('<=', 'Less than or equal to this text, compared by code point.'),
      gt: comparingOrder('>', 'Greater than this text, compared by code point.'),
      gte: comparingOrder('>=', 'Greater than or equal to this text, compared by code point.'),
    },
    options: {
      mode: {
        description: 'How the other fields of this object compare.',
        type: 'StringMatchMode',
        typeDescription: 'How texts are compared.',
        values: {
          SENSITIVE: { description: 'Case-sensitive.' },
          INSENSITIVE: {
            description: 'Case-insensitive, by the rules of Unicode.',
          },
        },
        default: 'SENSITIVE',
      },
    },
  },
  order: {
    description: 'compared by code point',
    holds: (value) => typeof value === 'string' && isStorable(value),
    compared: byCodePoint,
  },
  place: textPlaces,
  key: { parse: (text) => (isStorable(text) ? text : undefined) },
};

/** Whether PostgreSQL can hold a text: it holds neither NUL nor half a surrogate pair. */
export const isStorable = (value: string) => !value.includes('\0') && value.isWellFormed();

function storable(value: string, argument: string): string {
  if (isStorable(value)) return value;
  throw badUserInput(
    `${argument} contains a character that cannot be stored (NUL or half a surrogate pair)`,
    { argument },
  );
}

/**
 * SQL: a text that is compared by code point. If the column has the collation "C", PostgreSQL drops the clause before it
 * plans; the index of another column does not have this order.
 */
function byCodePoint(text: Sql): Sql {
  return sql`${text} COLLATE "C"`;
}

const isInsensitive = ({ options }: Comparison) => options.mode === 'INSENSITIVE';

/**
 * SQL: `text` in lower case by Unicode's rules, whatever the database's locale; compared by code point afterwards, as
 * everything is. Character by character, so that a part of a text is a part of it in lower case too: the one letter whose
 * lower case depends on its neighbours is sigma, which is "ς" at the end of a word
 * (https://www.unicode.org/Public/UCD/latest/ucd/SpecialCasing.txt).
 */
const lowerCase = (text: Sql) =>
  sql`replace(lower(${text} COLLATE "und-x-icu") COLLATE "C", 'ς', 'σ')`;

/** SQL: the stored value. ICU takes twice as long as the rules of the C library, which are the same for ASCII. */
function stored(comparison: Comparison): Sql {
  const { value } = comparison;
  return isInsensitive(comparison)
    ? sql`CASE WHEN octet_length(${value}) = length(${value}) THEN lower(${value} COLLATE "C") ELSE ${lowerCase(value)} END`
    : value;
}

/** SQL: the operand. */
function operand(comparison: Comparison): Sql {
  const text = sql`${operands.value(comparison.operand, comparison.column, comparison.path)}::text`;
  return isInsensitive(comparison) ? lowerCase(text) : text;
}

/** The LIKE pattern for texts that end with `operand`, with its special characters escaped. */
const suffixPattern = (operand: unknown) => `%${String(operand).replace(/[\\%_]/g, '\\$&')}`;

function list({ operand, path }: Comparison): Sql {
  // Operators that take a list have one of type String.
  const texts = operand as readonly string[];
  return sql`${texts.map((each, index) => storable(each, `${path}.${index}`))}::text[]`;
}

/**
 * SQL: the operands in lower case. PostgreSQL looks values up in a hash table where they are constants or come from a
 * subquery, but not from an array that it has to compute. IS TRUE keeps the subquery from becoming a join, which would be
 * planned together with all others.
 */
const lowerCaseList = (comparison: Comparison) =>
  sql`(SELECT ${lowerCase(sql`item`)} FROM unnest(${list(comparison)}) AS item)`;

/** A comparison by code point; the result of `lowerCase` already has the collation for it. */
function comparingOrder(operator: string, description: string): Operator {
  return {
    takes: 'value',
    description,
    condition: (comparison) =>
      sql`${isInsensitive(comparison) ? stored(comparison) : byCodePoint(comparison.value)} ${sql.raw(operator)} ${operand(comparison)}`,
  };
}

function comparing(operator: string, description: string): Operator {
  return {
    takes: 'value',
    description,
    condition: (comparison) =>
      sql`${stored(comparison)} ${sql.raw(operator)} ${operand(comparison)}`,
  };
}
