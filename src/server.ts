import type { ServerResponse } from 'node:http';
import type { GraphQLSchema } from 'graphql';
import { createYoga } from 'graphql-yoga';
import { type Context, createContext } from './context.js';
import type { Database } from './database/connect.js';
import { graphiqlTabs } from './graphiql-tabs.js';
import { type Admission, useAdmission } from './plugins/admission.js';
import { type Authentication, useAuthentication } from './plugins/authentication.js';
import { useCostLimit } from './plugins/cost-limit.js';
import { documentCache } from './plugins/document-cache.js';
import { type DocumentLimits, defaultLimits, useDocumentLimits } from './plugins/document-limits.js';
import { type CompileFrom, useExecution } from './plugins/execution.js';
import { graphiqlOptions } from './plugins/graphiql.js';
import { useHiddenSchema } from './plugins/hidden-schema.js';
import { type LogError, useMaskErrors } from './plugins/mask-errors.js';
import { defaultOperationLimits, type OperationLimits } from './plugins/operation-limits.js';
import { type Exchange, useOperationRecord } from './plugins/operation-record.js';
import { useRateLimit } from './plugins/rate-limit.js';
import { defaultMaximumBody, useRequestBody } from './plugins/request-body.js';
import { useRequestQuery } from './plugins/request-query.js';
import { useTimeLimit } from './plugins/time-limit.js';
import { type TrustedDocuments, useTrustedDocuments } from './plugins/trusted-documents.js';
import { openSchema, schema } from './schema/index.js';

/** What a server is made of. */
export interface ServerOptions {
  readonly database: Database;
  readonly auth: Authentication;
  readonly graphiql: boolean;
  readonly logError: LogError;
  /** The schema to answer from; the product's own unless given. */
  readonly schema?: GraphQLSchema;
  /** The most bytes of a request's body; a million unless given. */
  readonly maximumBody?: number;
  readonly documents?: DocumentOptions;
  /** What an operation and a client may take; the defaults of the settings, where they are not given. */
  readonly operationLimits?: Partial<OperationLimits>;
  /** Which runs of a query are compiled; 3 unless given, as a query that comes twice may not come again. */
  readonly compileFrom?: CompileFrom;
  /** Whether the record of each operation holds its variables; not unless given. */
  readonly recordVariables?: boolean;
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

/** Makes the server: the whole path of an operation. The result is what `createHttpServer` answers for, and has `fetch`. */
export function createServer(options: ServerOptions) {
  const { database, auth, logError, documents = {} } = options;
  const operationLimits = { ...defaultOperationLimits, ...options.operationLimits };
  return createYoga<Exchange & Admission & { res?: ServerResponse }, Omit<Context, 'viewer'>>({
    schema: options.schema ?? (auth === 'off' ? openSchema : schema),
    context: (incoming) => createContext(database, operationLimits.time, incoming),
    ...graphiqlOptions(options.graphiql ? graphiqlTabs : undefined, auth !== 'off'),
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
      // Before anything of the request is read.
      useAuthentication(auth, logError),
      useAdmission(),
      useOperationRecord(options.recordVariables ?? false),
      useRequestBody(options.maximumBody ?? defaultMaximumBody),
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
    ],
  });
}

function ignore(): void {}
