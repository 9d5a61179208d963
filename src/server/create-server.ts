import type { IncomingMessage, ServerResponse } from 'node:http';
import { type ExecutionResult, GraphQLError, type GraphQLSchema } from 'graphql';
import { createYoga } from 'graphql-yoga';
import type { Database } from '../postgres/connect.js';
import { graphiqlTabs } from '../sample/graphiql-tabs.js';
import { schema as closedSchema, openSchema } from '../schema/index.js';
import { type Context, createContext } from './context.js';
import type { Answer } from './http/answer.js';
import { type Authentication, authenticator } from './http/authentication.js';
import type { Api, Arrival } from './http/front.js';
import { acceptedMediaType } from './http/media-type.js';
import { overloaded } from './http/overload.js';
import { defaultMaximumBody, readRequestBody } from './http/request-body.js';
import { readRequestQuery } from './http/request-query.js';
import { notAcceptable, resultAnswer } from './http/result-answer.js';
import { useCostLimit } from './plugins/cost-limit.js';
import { documentCache } from './plugins/document-cache.js';
import {
  type DocumentLimits,
  defaultLimits,
  useDocumentLimits,
} from './plugins/document-limits.js';
import { type CompileFrom, execution } from './plugins/execution.js';
import { useExecutor } from './plugins/executor.js';
import { graphiqlPage } from './plugins/graphiql.js';
import { useHiddenSchema } from './plugins/hidden-schema.js';
import { type LayeredPlugin, layered } from './plugins/layers.js';
import { type LogError, useMaskErrors } from './plugins/mask-errors.js';
import { defaultOperationLimits, type OperationLimits } from './plugins/operation-limits.js';
import { type Exchange, recordErrors, useOperationRecord } from './plugins/operation-record.js';
import { useRateLimit } from './plugins/rate-limit.js';
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

/** What the plugins find in the context of an operation. */
type ServerContext = Context & Exchange & { readonly req: IncomingMessage };

/** Makes the server: the whole path of an operation. The result is what `createHttpServer` answers for. */
export function createServer(options: ServerOptions): Api {
  const { database, auth, logError, documents = {}, maximumBody = defaultMaximumBody } = options;
  const operationLimits = { ...defaultOperationLimits, ...options.operationLimits };
  const authenticate = authenticator(auth, logError);
  const page = options.graphiql ? graphiqlPage(graphiqlTabs, auth !== 'off') : undefined;
  const schema = options.schema ?? (auth === 'off' ? openSchema : closedSchema);
  const cache = documentCache();
  const plugins: LayeredPlugin<ServerContext>[] = [
    useOperationRecord(options.recordVariables ?? false),
    ...(documents.trusted ? [useTrustedDocuments(documents.trusted)] : []),
    useDocumentLimits({ ...defaultLimits, ...documents.limits }, cache),
    // What is masked needs no more hiding, and what is to be logged is.
    ...(documents.introspection === false ? [useHiddenSchema()] : []),
    useMaskErrors(logError),
    useCostLimit(operationLimits.cost),
    useRateLimit(operationLimits),
  ];
  const execute = layered(plugins, execution(options.compileFrom ?? 3));
  // Of Yoga, the part behind HTTP. To make a Request of what Node has, and what Node takes of a Response, takes half as long again
  // as a small query does.
  const { getResultForParams, fetchAPI } = createYoga<ServerContext, object>({
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
    plugins: [...plugins, useExecutor(execute, schema, cache)],
  });

  /** The result of the operation that a request asks for; undefined where it comes at a time when there is too much to do. */
  const resultOf = async (
    req: IncomingMessage,
    res: ServerResponse,
    arrival: Arrival,
  ): Promise<ExecutionResult | undefined> => {
    try {
      // Before anything of the request is read.
      const viewer = await authenticate(req.headers.authorization);
      const params =
        req.method === 'GET'
          ? readRequestQuery(req.url ?? '')
          : await readRequestBody(req, maximumBody);
      // Once all of it has come: a client that sends half of a body holds no place among those that are worked on.
      if (!arrival.admit()) return undefined;
      const { requestId, record } = arrival;
      const context = {
        ...createContext(database, operationLimits.time, requestId, viewer, res),
        record,
        req,
      };
      // Yoga and the plugins look at nothing of the request but its method.
      const request = req as unknown as Request;
      try {
        // Neither subscriptions nor incremental delivery are offered, so there is one result.
        return (await getResultForParams({ params, request }, context)) as ExecutionResult;
      } finally {
        context.operation.end();
      }
    } catch (error) {
      if (error instanceof GraphQLError) return { errors: [error] };
      throw error;
    }
  };

  return {
    async answer(request, response, arrival) {
      const { accept } = request.headers;
      if (page && request.method === 'GET' && accept?.includes('text/html'))
        return pageAnswer(await page());
      const mediaType = acceptedMediaType(accept);
      if (!mediaType) return notAcceptable;
      const result = await resultOf(request, response, arrival);
      if (!result) {
        arrival.record.codes = ['SERVICE_UNAVAILABLE'];
        return overloaded;
      }
      if (result.errors) recordErrors(result.errors, arrival);
      return resultAnswer(result, mediaType, fetchAPI);
    },
  };
}

const pageAnswer = (body: string): Answer => ({
  status: 200,
  headers: { 'content-type': 'text/html' },
  body,
});

function ignore(): void {}
