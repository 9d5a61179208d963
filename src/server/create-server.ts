import type { GraphQLSchema } from 'graphql';
import { createYoga, type YogaServerInstance, type YogaServerOptions } from 'graphql-yoga';
import type { Database } from '../postgres/connect.js';
import type { LiveChanges } from '../postgres/live/live-changes.js';
import { sample } from '../sample/index.js';
import { openSchema, scopedSchema } from '../schema/index.js';
import { type Context, createContext, type RequestContext } from './context.js';
import { exampleOperations } from './example-operations.js';
import { type Authenticate, type Authentication, authenticator } from './http/authentication.js';
import { defaultMaximumBody } from './http/request-body.js';
import { ClientRates } from './limits/client-rates.js';
import { useCostLimit } from './limits/cost-limit.js';
import {
  checkVariables,
  type DocumentLimits,
  defaultLimits,
  useDocumentLimits,
} from './limits/document-limits.js';
import { defaultOperationLimits, type OperationLimits } from './limits/operation-limits.js';
import { useClientRates } from './limits/rate-limit.js';
import { useResponseLimit } from './limits/response-limit.js';
import { defaultStreamLimits, StreamCounts, type StreamLimits } from './limits/stream-counts.js';
import { documentCache } from './plugins/document-cache.js';
import { type CompileFrom, execution } from './plugins/execution.js';
import { useExecutor } from './plugins/executor.js';
import { useGetParameters } from './plugins/get-parameters.js';
import { graphiqlPage } from './plugins/graphiql.js';
import { useHiddenSchema } from './plugins/hidden-schema.js';
import { type ExecuteKnown, knownQueries, mayBypass } from './plugins/known-queries.js';
import { type LogError, useMaskErrors } from './plugins/mask-errors.js';
import { useOperationRecord } from './plugins/operation-record.js';
import { useEmptyOperationName, usePersistedQueryFallback } from './plugins/request-parameters.js';
import { useSubscriptions } from './plugins/subscriptions.js';
import { type TrustedDocuments, useTrustedDocuments } from './plugins/trusted-documents.js';

/** The options of a server. */
export interface ServerOptions {
  readonly database: Database;
  readonly auth: Authentication;
  readonly graphiql: boolean;
  readonly logError: LogError;
  /** The schema; by default that of the sample data. */
  readonly schema?: GraphQLSchema;
  /** The maximum size of a body in bytes, 1,000,000 by default. */
  readonly maximumBody?: number;
  readonly documents?: DocumentOptions;
  /** The limits of operations and clients; by default those of the settings. */
  readonly operationLimits?: Partial<OperationLimits>;
  /** The changes that subscriptions tell; without them, subscriptions are refused. */
  readonly changes?: LiveChanges | undefined;
  readonly streamLimits?: Partial<StreamLimits>;
  /** The run from which a query is compiled, counted from 1; 3 by default, because many queries are sent only once or twice. */
  readonly compileFrom?: CompileFrom;
  /** Whether the variables of operations are logged; false by default. */
  readonly recordVariables?: boolean;
  /** Plugins for Yoga or Envelop. Their hooks are called after the server's own. */
  readonly plugins?: NonNullable<YogaServerOptions<Context, object>['plugins']>;
}

/** Which documents a server executes. */
export interface DocumentOptions {
  /** Limits that differ from the default. */
  readonly limits?: Partial<DocumentLimits>;
  /** Whether introspection is allowed; true by default. */
  readonly introspection?: boolean;
  /** The only documents that are executed; any by default. */
  readonly trusted?: TrustedDocuments | undefined;
}

/** A GraphQL server, which `createHttpServer` serves over HTTP. */
export interface GraphQLServer {
  readonly yoga: YogaServerInstance<Context, object>;
  /** Executes known queries without Yoga; undefined if all requests must be handled by Yoga. */
  readonly executeKnown: ExecuteKnown<Context> | undefined;
  readonly createContext: (request: RequestContext) => Context;
  readonly authenticate: Authenticate;
  /** Ends all subscriptions, because the server stops. */
  readonly endSubscriptions: () => void;
  /** What clients have used; undefined if there is no limit. */
  readonly rates: ClientRates | undefined;
  /** Renders the GraphiQL page; undefined if GraphiQL is off. */
  readonly graphiqlPage: (() => Promise<string>) | undefined;
  /** The maximum size of a body, in bytes. */
  readonly maximumBody: number;
  /** Whether plugins may answer requests to other paths, such as `/metrics`. */
  readonly otherPaths: boolean;
}

/** Creates the GraphQL server: Yoga and its plugins, in the order in which their hooks are called. */
export function createServer(options: ServerOptions): GraphQLServer {
  const { database, auth, logError, documents = {}, plugins = [] } = options;
  const operationLimits = { ...defaultOperationLimits, ...options.operationLimits };
  const limits = { ...defaultLimits, ...documents.limits };
  const schema = options.schema ?? (auth === 'off' ? openSchema() : scopedSchema());
  const tabs = () => sample?.graphiqlTabs ?? exampleOperations(schema).map(({ text }) => text);
  const cache = documentCache();
  const { rate, preparation } = operationLimits;
  const rates = rate === undefined ? undefined : new ClientRates({ rate, preparation });
  const rateLimit = rates && useClientRates(rates);
  const sources = { database, changes: options.changes, limits: operationLimits };
  const yoga: YogaServerInstance<Context, object> = createYoga<Context>({
    schema,
    ...cache.options,
    logging: {
      debug: ignore,
      info: ignore,
      warn: ignore,
      error: (error: unknown) => logError('yoga', error),
    },
    // With NODE_ENV=development, Yoga would send the original error.
    maskedErrors: { isDev: false, errorMessage: 'Something went wrong inside the server.' },
    // The HTTP server does all of this.
    cors: false,
    graphiql: false,
    landingPage: false,
    // Turns Yoga's health check off, which answers every path that ends in it: no URL ends in a space.
    healthCheckEndpoint: ' ',
    multipart: false,
    maxRequestBodySize: false,
    plugins: [
      // Sets the executor, so it comes before the plugins that wrap it.
      useExecutor(execution(options.compileFrom ?? 3)),
      useSubscriptions({
        counts: new StreamCounts({ ...defaultStreamLimits, ...options.streamLimits }),
        // `yoga` is complete when the first operation is executed.
        execute: (args) => yoga.getEnveloped().execute(args),
        eventContext: (context) => ({
          ...context,
          ...createContext(sources, { ...context, record: {} }),
        }),
      }),
      useOperationRecord(options.recordVariables ?? false),
      useGetParameters(),
      useEmptyOperationName(),
      documents.trusted ? useTrustedDocuments(documents.trusted) : usePersistedQueryFallback(),
      useDocumentLimits(limits, cache),
      useMaskErrors(logError),
      // Follows the masking of errors, which logs the original messages.
      ...(documents.introspection === false ? [useHiddenSchema()] : []),
      useCostLimit(operationLimits.cost),
      useResponseLimit(operationLimits.bytes),
      ...(rateLimit ? [rateLimit] : []),
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
            onExecutionResult: rateLimit?.onExecutionResult,
          })
        : undefined,
    createContext: (request) => createContext(sources, request),
    endSubscriptions: () => options.changes?.end(),
    authenticate: authenticator(
      auth,
      logError,
      rate === undefined ? undefined : new ClientRates({ rate, preparation }),
    ),
    rates,
    graphiqlPage: options.graphiql ? graphiqlPage(tabs(), auth !== 'off') : undefined,
    maximumBody: options.maximumBody ?? defaultMaximumBody,
    otherPaths: plugins.flat().some((plugin) => plugin && 'onRequest' in plugin),
  };
}

function ignore(): void {}
