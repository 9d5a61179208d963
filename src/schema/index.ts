import './article.js';
import { builder } from './builder.js';

/** The schema that the server answers from. */
export const schema = builder.toSchema();

/** The same without the rules of who may do what, for a server that is open: to keep them takes a tenth of its time. */
export const openSchema = builder.toSchema({ disableScopeAuth: true });
