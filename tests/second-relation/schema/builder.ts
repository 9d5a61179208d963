import SchemaBuilder from '@pothos/core';
import type { SchemaTypes } from '../../../src/relay/builder.js';
import { relay } from '../../../src/relay/relay.js';
import type { DB } from '../generated/tables.js';

export const builder = new SchemaBuilder<SchemaTypes>({ defaultFieldNullability: false });

builder.queryType();
builder.mutationType();

export const root = relay<DB>(builder);
