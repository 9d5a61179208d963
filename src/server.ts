import { setTimeout as sleep } from 'node:timers/promises';
import type { GraphQLSchema } from 'graphql';
import { createYoga, useReadinessCheck } from 'graphql-yoga';
import { sql } from 'kysely';
import { type Context, createContext } from './context.js';
import type { Database } from './database/connect.js';
import { graphiqlTabs } from './graphiql-tabs.js';
import { graphiqlOptions } from './plugins/graphiql.js';
import { useGraphqlJs } from './plugins/graphql-js.js';
import { type LogError, useMaskErrors } from './plugins/mask-errors.js';
import { schema } from './schema/index.js';

/** How long the database may take to answer whether it is there, in milliseconds. */
const readyTime = 2_000;

/** What a server is made of. */
export interface ServerOptions {
  readonly database: Database;
  readonly graphiql: boolean;
  readonly logError: LogError;
  /** The schema to answer from; the product's own unless given. */
  readonly schema?: GraphQLSchema;
}

/** Makes the server: the whole request path. The result is a request listener for `node:http`, and has `fetch`. */
export function createServer(options: ServerOptions) {
  const { database, logError } = options;
  return createYoga<object, Context>({
    schema: options.schema ?? schema,
    context: () => createContext(database),
    ...graphiqlOptions(options.graphiql ? graphiqlTabs : undefined),
    healthCheckEndpoint: '/health',
    multipart: false,
    logging: 'error',
    plugins: [
      useGraphqlJs(),
      useMaskErrors(logError),
      // The database answers, and in time: one that hangs is no use to who asks.
      useReadinessCheck({
        endpoint: '/ready',
        check: () => {
          const answers = sql`SELECT 1`.execute(database.kysely).then(
            () => true,
            () => false,
          );
          return Promise.race([answers, sleep(readyTime, false, { ref: false })]);
        },
      }),
    ],
  });
}
