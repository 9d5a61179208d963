import { readFileSync } from 'node:fs';
import { introspectionOf } from '../../src/clients/index.js';

/** The sample's schema, as a client's program has it. */
export const schema = introspectionOf(
  readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'),
);
