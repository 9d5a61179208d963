import './article.js';
import { builder } from './builder.js';

/** The schema that the server answers from. Unsorted, so that an enum's values are in their declared order. */
export const schema = builder.toSchema({ sortSchema: false });

/** The same without scopes, for a server without tokens: checking scopes takes a tenth of its time. */
export const openSchema = builder.toSchema({ disableScopeAuth: true, sortSchema: false });
