import type { DB } from '../database/generated/tables.js';
import { createBuilder } from '../relay/builder.js';
import { relay } from '../relay/relay.js';

/** What the declarations of this schema add to. */
export const builder = createBuilder({
  query: 'What can be read.',
  mutation: 'What can be changed. Each mutation is one transaction: it happens whole or not at all.',
});

/** What all entities of this schema share, tied to the tables of its database. */
export const root = relay<DB>(builder);
