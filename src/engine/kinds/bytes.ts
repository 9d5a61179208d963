import { sql } from 'kysely';
import type { Kind } from './kind.js';
import { textScalar } from './scalar.js';

const scalar = textScalar({
  name: 'Base64',
  description: 'Bytes in base64, with padding.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc4648#section-4',
  form: 'base64 with padding',
  parse: (text) => (Buffer.from(text, 'base64').toString('base64') === text ? text : undefined),
});

/** `Base64`: bytes. */
export const bytes: Kind = {
  type: scalar,
  parameterType: () => 'bytea',
  // PostgreSQL adds line breaks to base64.
  select: (value) => sql`translate(encode(${value}, 'base64'), E'\\n', '')`,
  // The scalar has parsed it to a string.
  input: (value) => Buffer.from(String(value), 'base64'),
};
