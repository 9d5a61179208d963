import { GraphQLScalarType } from 'graphql';
import { badUserInput } from '../errors.js';
import type { Kind } from './kind.js';
import { isStorable } from './text.js';

/** GraphQL's defaults take any value as it is, and literals and variables alike. */
const scalar = new GraphQLScalarType({
  name: 'JSON',
  description: 'Any JSON value.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc8259',
});

/** How deep arrays and objects may nest: PostgreSQL reads them by recursion. */
const deepest = 500;

/** `JSON`: any JSON value. The value null is the database's NULL. */
export const json: Kind = {
  type: () => scalar,
  parameterType: ({ type }) => type,
  input(value, _column, argument) {
    check(value, argument, 0);
    return JSON.stringify(value);
  },
};

function check(value: unknown, argument: string, depth: number): void {
  const refuse = (why: string) => badUserInput(`${argument} ${why}`, { argument });
  const isText = typeof value === 'string';
  if (isText && !isStorable(value))
    throw refuse('holds a character that cannot be stored (NUL or half a surrogate pair)');
  if (isText || typeof value !== 'object' || value === null) return;
  if (depth === deepest) throw refuse(`nests deeper than ${deepest}`);
  for (const [name, item] of Object.entries(value)) {
    check(name, argument, depth);
    check(item, argument, depth + 1);
  }
}
