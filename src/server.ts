import type { GraphQLSchema } from 'graphql';
import { createYoga } from 'graphql-yoga';
import { type Context, createContext } from './context.js';
import type { Database } from './database/connect.js';
import { graphiqlTabs } from './graphiql-tabs.js';
import { type Admission, useAdmission } from './plugins/admission.js';
import { documentCache } from './plugins/document-cache.js';
import { type CompileFrom, useExecution } from './plugins/execution.js';
import { graphiqlOptions } from './plugins/graphiql.js';
import { type LogError, useMaskErrors } from './plugins/mask-errors.js';
import { type Exchange, useOperationRecord } from './plugins/operation-record.js';
import { defaultMaximumBody, useRequestBody } from './plugins/request-body.js';
import { schema } from './schema/index.js';

/** What a server is made of. */
export interface ServerOptions {
  readonly database: Database;
  readonly graphiql: boolean;
  readonly logError: LogError;
  /** The schema to answer from; the product's own unless given. */
  readonly schema?: GraphQLSchema;
  /** Which runs of a query are compiled; 3 unless given, as a query that comes twice may not come again. */
  readonly compileFrom?: CompileFrom;
  /** The most bytes of a request's body; a million unless given. */
  readonly maximumBody?: number;
  /** Whether the record of each operation holds its variables; not unless given. */
  readonly recordVariables?: boolean;
}

/** Makes the server: the whole path of an operation. The result is what `createHttpServer` answers for, and has `fetch`. */
export function createServer(options: ServerOptions) {
  const { database, logError } = options;
  return createYoga<Exchange & Admission, Context>({
    schema: options.schema ?? schema,
    context: ({ requestId }) => createContext(database, requestId),
    ...graphiqlOptions(options.graphiql ? graphiqlTabs : undefined),
    // The front answers for it. No URL ends so, and Yoga would answer whatever ends so, with its own name in a header.
    healthCheckEndpoint: ' ',
    cors: false,
    multipart: false,
    // `useRequestBody` has the limit.
    maxRequestBodySize: false,
    ...documentCache(),
    logging: { debug: ignore, info: ignore, warn: ignore, error: (error: unknown) => logError('yoga', error) },
    // In any environment: with NODE_ENV=development, Yoga would send the error itself.
    maskedErrors: { isDev: false, errorMessage: 'Something went wrong inside the server.' },
    plugins: [
      useAdmission(),
      useOperationRecord(options.recordVariables ?? false),
      useRequestBody(options.maximumBody ?? defaultMaximumBody),
      useExecution(options.compileFrom ?? 3),
      useMaskErrors(logError),
    ],
  });
}

function ignore(): void {}
