/**
 * What caches of clients need to know of an API of Both Ends. The options for Apollo Client are in `bothends/clients/apollo`,
 * those for urql's Graphcache in `bothends/clients/graphcache`. Relay needs none.
 */
import { buildSchema, type IntrospectionQuery, introspectionFromSchema } from 'graphql';

export type { OtherEnds } from './api-shape.js';

/** The data of an introspection query for a schema in SDL, as `schema.graphql` has it. Call it when the program is built. */
export function introspectionOf(sdl: string): IntrospectionQuery {
  return introspectionFromSchema(buildSchema(sdl), { descriptions: false });
}
