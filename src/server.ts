import { setTimeout as sleep } from 'node:timers/promises';
import type { GraphQLSchema } from 'graphql';
import { createYoga, useReadinessCheck } from 'graphql-yoga';
import { sql } from 'kysely';
import { defaultOperationLimits, type OperationLimits } from './config.js';
import { type Context, createContext } from './context.js';
import type { Database } from './database/connect.js';
import { graphiqlTabs } from './graphiql-tabs.js';
import { type Authentication, useAuthentication } from './plugins/authentication.js';
import { useCostLimit } from './plugins/cost-limit.js';
import { documentCache } from './plugins/document-cache.js';
import { type DocumentLimits, defaultLimits, useDocumentLimits } from './plugins/document-limits.js';
import { type CompileFrom, useExecution } from './plugins/execution.js';
import { graphiqlOptions } from './plugins/graphiql.js';
import { useHiddenSchema } from './plugins/hidden-schema.js';
import { type LogError, useMaskErrors } from './plugins/mask-errors.js';
import { useRateLimit } from './plugins/rate-limit.js';
import { useRequestBody } from './plugins/request-body.js';
import { useRequestQuery } from './plugins/request-query.js';
import { useTimeLimit } from './plugins/time-limit.js';
import { type TrustedDocuments, useTrustedDocuments } from './plugins/trusted-documents.js';
import { schema } from './schema/index.js';

/** How long the database may take to answer whether it is there, in milliseconds. */
const readyTime = 2_000;
/** The most bytes of a request's body: enough for the 10,000 IDs that a mutation may take. */
const maximumBody = 1_000_000;

/** What a server is made of. */
export interface ServerOptions {
  readonly database: Database;
  readonly auth: Authentication;
  readonly graphiql: boolean;
  readonly logError: LogError;
  /** The schema to answer from; the product's own unless given. */
  readonly schema?: GraphQLSchema;
  /** What an operation and a client may take; the defaults of the settings, where they are not given. */
  readonly operationLimits?: Partial<OperationLimits>;
  /** Which runs of a query are compiled; 3 unless given, as a query that comes twice may not come again. */
  readonly compileFrom?: CompileFrom;
  readonly documents?: DocumentOptions;
}

/** Which documents a server answers. */
export interface DocumentOptions {
  /** The default ones unless given. */
  readonly limits?: Partial<DocumentLimits>;
  /** Whether the schema can be asked for: it can unless told otherwise. */
  readonly introspection?: boolean;
  /** The only ones that are answered; any unless given. */
  readonly trusted?: TrustedDocuments | undefined;
}

/** Makes the server: the whole request path. The result is a request listener for `node:http`, and has `fetch`. */
export function createServer(options: ServerOptions) {
  const { database, auth, logError, documents = {} } = options;
  const operationLimits = { ...defaultOperationLimits, ...options.operationLimits };
  return createYoga<object, Omit<Context, 'viewer'>>({
    schema: options.schema ?? schema,
    context: ({ request }) => createContext(database, operationLimits.time, request),
    ...graphiqlOptions(options.graphiql ? graphiqlTabs : undefined, auth !== 'off'),
    healthCheckEndpoint: '/health',
    multipart: false,
    // `useRequestBody` has the limit.
    maxRequestBodySize: false,
    ...documentCache(),
    logging: 'error',
    plugins: [
      // Before anything of the request is read.
      useAuthentication(auth, logError),
      useRequestBody(maximumBody),
      useRequestQuery(),
      !!documents.trusted && useTrustedDocuments(documents.trusted),
      useDocumentLimits({ ...defaultLimits, ...documents.limits }),
      useExecution(options.compileFrom ?? 3),
      useTimeLimit(),
      useCostLimit(operationLimits.cost),
      useRateLimit(operationLimits),
      useMaskErrors(logError),
      // What is masked needs no more hiding, and what is to be logged is.
      documents.introspection === false && useHiddenSchema(),
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
