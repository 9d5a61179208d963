import SchemaBuilder from '@pothos/core';
import type { DB } from '../database/generated/tables.js';
import type { SchemaTypes } from '../relay/builder.js';
import { relay } from '../relay/relay.js';

/** What the declarations of this schema add to. */
export const builder = new SchemaBuilder<SchemaTypes>({ defaultFieldNullability: false });

builder.queryType({ description: 'What can be read.' });
builder.mutationType({ description: 'What can be changed. Each mutation is one transaction: it happens whole or not at all.' });

/** What all entities of this schema share, tied to the tables of its database. */
export const root = relay<DB>(builder);
