import './article.js';
import './publication.js';
import { builder } from './builder.js';

/** The schema of the server. Not sorted, so that enum values keep their declared order. */
export const schema = builder.toSchema({ sortSchema: false });

/** The same schema without scopes, for a server without authentication: the checks take a tenth of its time. */
export const openSchema = builder.toSchema({ disableScopeAuth: true, sortSchema: false });
