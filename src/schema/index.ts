import './article.js';
import './publication.js';
import type { GraphQLSchema } from 'graphql';
import { builder } from './builder.js';

/** The schema of the server. Not sorted, so that enum values keep their declared order. */
export const scopedSchema = once(() => builder.toSchema({ sortSchema: false }));

/** The same schema without scopes, for a server without authentication: the checks take a tenth of its time. */
export const openSchema = once(() =>
  builder.toSchema({ disableScopeAuth: true, sortSchema: false }),
);

/** Builds a schema when it is first used: of hundreds of models that takes a second, and a server uses one of the two. */
function once(build: () => GraphQLSchema): () => GraphQLSchema {
  let built: GraphQLSchema | undefined;
  return () => {
    built ??= build();
    return built;
  };
}
