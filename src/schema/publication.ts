import { types } from './builder.js';

// A publication has no other column: without it, an update would change nothing.
types.requireInUpdate('Publication', 'title');
