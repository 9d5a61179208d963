import { GraphQLScalarType } from 'graphql';
import { badUserInput } from '../errors.js';
import type { Kind } from './kind.js';
import { isStorable } from './text.js';

/** The defaults of a GraphQL scalar accept any value, as a literal and as a variable. */
const scalar = new GraphQLScalarType({
  name: 'JSON',
  description: 'Any JSON value.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc8259',
});

/** The maximum nesting of arrays and objects, because PostgreSQL parses them recursively. */
const deepest = 500;

/** `JSON`: any JSON value. The JSON value null is stored as NULL. */
export const json: Kind = {
  type: scalar,
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
