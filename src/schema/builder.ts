import { createBuilder } from '../engine/schema/builder.js';
import { relay } from '../engine/schema/relay.js';
import type { DB } from './generated/tables.js';

/** What the declarations of this schema add to. */
export const builder = createBuilder({
  query: 'What can be read.',
  mutation:
    'What can be changed. Each mutation is one transaction: it happens whole or not at all.',
});

/** What all entities of this schema share, tied to the tables of its database. */
export const root = relay<DB>(builder);
