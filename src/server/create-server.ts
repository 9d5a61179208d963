import type { GraphQLSchema } from 'graphql';
import { createYoga, type YogaServerInstance, type YogaServerOptions } from 'graphql-yoga';
import type { Database } from '../postgres/connect.js';
import { sample } from '../sample/index.js';
import { schema as closedSchema, openSchema } from '../schema/index.js';
import { type Context, createContext, type RequestContext } from './context.js';
import { exampleOperations } from './example-operations.js';
import { type Authenticate, type Authentication, authenticator } from './http/authentication.js';
import { defaultMaximumBody } from './http/request-body.js';
import { useCostLimit } from './plugins/cost-limit.js';
import { documentCache } from './plugins/document-cache.js';
import {
  checkVariables,
  type DocumentLimits,
  defaultLimits,
  useDocumentLimits,
} from './plugins/document-limits.js';
import { type CompileFrom, execution } from './plugins/execution.js';
import { useExecutor } from './plugins/executor.js';
import { useGetParameters } from './plugins/get-parameters.js';
import { graphiqlPage } from './plugins/graphiql.js';
import { useHiddenSchema } from './plugins/hidden-schema.js';
import { type ExecuteKnown, knownQueries, mayBypass } from './plugins/known-queries.js';
import { type LogError, useMaskErrors } from './plugins/mask-errors.js';
import { defaultOperationLimits, type OperationLimits } from './plugins/operation-limits.js';
import { useOperationRecord } from './plugins/operation-record.js';
import { useRateLimit } from './plugins/rate-limit.js';
import { useRequestParameters } from './plugins/request-parameters.js';
import { type TrustedDocuments, useTrustedDocuments } from './plugins/trusted-documents.js';

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
  /** Plugins for Yoga or Envelop. Their hooks are called after the server's own. */
  readonly plugins?: NonNullable<YogaServerOptions<Context, object>['plugins']>;
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

/** A GraphQL server, for which `createHttpServer` makes an HTTP server. */
export interface GraphQLServer {
  readonly yoga: YogaServerInstance<Context, object>;
  /** Undefined where everything must be handled by Yoga. */
  readonly executeKnown: ExecuteKnown<Context> | undefined;
  readonly createContext: (request: RequestContext) => Context;
  readonly authenticate: Authenticate;
  /** The page of GraphiQL; undefined if it is off. */
  readonly graphiqlPage: (() => Promise<string>) | undefined;
  /** The maximum size of a body, in bytes. */
  readonly maximumBody: number;
  /** Whether plugins may answer requests to other paths, such as `/metrics`. */
  readonly otherPaths: boolean;
}

/** Makes the GraphQL server: Yoga and its plugins, in the order in which their hooks are called. */
export function createServer(options: ServerOptions): GraphQLServer {
  const { database, auth, logError, documents = {}, plugins = [] } = options;
  const operationLimits = { ...defaultOperationLimits, ...options.operationLimits };
  const limits = { ...defaultLimits, ...documents.limits };
  const schema = options.schema ?? (auth === 'off' ? openSchema : closedSchema);
  const tabs = () => sample?.graphiqlTabs ?? exampleOperations(schema).map(({ text }) => text);
  const cache = documentCache();
  const rateLimit = useRateLimit(operationLimits);
  const yoga = createYoga<Context>({
    schema,
    ...cache.options,
    logging: {
      debug: ignore,
      info: ignore,
      warn: ignore,
      error: (error: unknown) => logError('yoga', error),
    },
    // In any environment: with NODE_ENV=development, Yoga would send the error itself.
    maskedErrors: { isDev: false, errorMessage: 'Something went wrong inside the server.' },
    // All of this is the HTTP server's.
    cors: false,
    graphiql: false,
    landingPage: false,
    // No URL ends in a space: Yoga would answer all that end in `/health`.
    healthCheckEndpoint: ' ',
    multipart: false,
    maxRequestBodySize: false,
    plugins: [
      // Hooks that wrap the executor must come after it.
      useExecutor(execution(options.compileFrom ?? 3)),
      useOperationRecord(options.recordVariables ?? false),
      useGetParameters(),
      documents.trusted ? useTrustedDocuments(documents.trusted) : useRequestParameters(),
      useDocumentLimits(limits, cache),
      useMaskErrors(logError),
      // After masking: it hides names in the errors that are sent, and the original ones are logged.
      ...(documents.introspection === false ? [useHiddenSchema()] : []),
      useCostLimit(operationLimits.cost),
      rateLimit,
      ...plugins,
    ],
  });
  return {
    yoga,
    executeKnown:
      mayBypass(plugins) && !documents.trusted
        ? knownQueries<Context>({
            schema,
            documents: cache,
            checkVariables: (variables) => checkVariables(variables, limits),
            execute: yoga.getEnveloped().execute,
            onExecutionResult: rateLimit.onExecutionResult,
          })
        : undefined,
    createContext: (request) => createContext(database, operationLimits.time, request),
    authenticate: authenticator(auth, logError),
    graphiqlPage: options.graphiql ? graphiqlPage(tabs(), auth !== 'off') : undefined,
    maximumBody: options.maximumBody ?? defaultMaximumBody,
    otherPaths: plugins.flat().some((plugin) => plugin && 'onRequest' in plugin),
  };
}

function ignore(): void {}
