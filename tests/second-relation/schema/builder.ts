import { createBuilder } from '../../../src/relay/builder.js';
import { relay } from '../../../src/relay/relay.js';
import type { DB } from '../generated/tables.js';

export const builder = createBuilder();

export const root = relay<DB>(builder);
