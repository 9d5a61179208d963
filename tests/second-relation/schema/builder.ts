import { createBuilder } from '../../../src/engine/schema/builder.js';
import { relay } from '../../../src/engine/schema/relay.js';
import type { DB } from '../generated/tables.js';

export const builder = createBuilder();

export const root = relay<DB>(builder);
