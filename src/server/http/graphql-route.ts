import compress from '@fastify/compress';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import type { Viewer } from '../../auth/viewer.js';
import type { Context } from '../context.js';
import type { GraphQLServer } from '../create-server.js';
import { passPreparation } from '../limits/preparation-time.js';
import { recordErrors } from '../plugins/operation-record.js';
import { chargeRefusals, rateRefusal } from './client-rate.js';
import { graphiqlSender } from './graphiql-page.js';
import { sendResponse, sendResult } from './graphql-result.js';
import { acceptedMediaTypes } from './media-type.js';
import { type OverloadOptions, overloaded, watchOverload } from './overload.js';
import { refusal, refuse } from './refusal.js';
import { checkBody, parseBodies } from './request-body.js';

/**
 * Adds `/graphql`: checks before the body is read, then the operation, executed by Yoga, or without it if the query is known to
 * be valid. If plugins answer other paths, adds those too.
 */
export async function addGraphQL(
  app: FastifyInstance,
  graphql: GraphQLServer,
  options: OverloadOptions,
): Promise<void> {
  const { maximumBody, rates } = graphql;
  // Compresses only where `reply.compress` is called.
  await app.register(compress, { global: false, encodings: ['br', 'gzip', 'deflate'] });
  parseBodies(app);
  const inFlight = await watchOverload(app, options);
  const sendPage = graphql.graphiqlPage && graphiqlSender(graphql.graphiqlPage);

  app.addHook('onRequest', (request, reply, done) => {
    const { method, headers } = request;
    if (inFlight.isFull()) return void refuse(reply, overloaded);
    if (sendPage && method === 'GET' && headers.accept?.includes('text/html'))
      return void sendPage(request, reply).catch(done);
    const accepted = acceptedMediaTypes(headers.accept);
    if (!accepted && !graphql.otherPaths) return void refuse(reply, notAcceptable);
    const proceed = () => {
      const refused = method === 'POST' ? checkBody(request, maximumBody) : undefined;
      if (refused) return void refuse(reply, refused);
      // Not earlier: a client that waits for 100 Continue need not send a body that is refused.
      if (headers.expect !== undefined) reply.raw.writeContinue();
      done();
    };
    const accept = (viewer: Viewer) => {
      request.state.viewer = viewer;
      if (!rates) return proceed();
      rateRefusal(request, rates).then(
        (refused) => (refused ? void refuse(reply, refused) : proceed()),
        done,
      );
    };
    // Before the body is read, so that a client without a token learns nothing about the schema.
    const viewer = graphql.authenticate(headers.authorization, () => ({
      clientAddress: () => request.ip,
      req: request.raw,
    }));
    if (!(viewer instanceof Promise)) return accept(viewer);
    viewer.then(accept, (error) => {
      if (!(error instanceof GraphQLError)) return done(error);
      recordErrors([error], { record: request.state.record, requestId: request.id });
      const mediaType = accepted?.single ?? 'application/json';
      return sendResult(reply, { errors: [error] }, mediaType, graphql.yoga.fetchAPI);
    });
  });

  const handler = (request: FastifyRequest, reply: FastifyReply): void => {
    // A request counts as in flight only once its body has been received.
    if (!inFlight.enter()) {
      request.state.record.codes = ['SERVICE_UNAVAILABLE'];
      refuse(reply, overloaded);
      return;
    }
    const context = contextOf(request, graphql);
    const end = () => {
      context.end();
      inFlight.leave();
    };
    (
      executeKnown(request, reply, graphql, context) ??
      executeWithYoga(request, reply, graphql, context)
    ).then(end, (error) => {
      end();
      reply.send(error);
    });
  };
  if (rates) chargeRefusals(app, rates);
  app.addHook('preClose', (done) => {
    graphql.endSubscriptions();
    done();
  });
  const method = ['GET', 'POST'];
  app.route({ method, url: '/graphql', handler });
  if (graphql.otherPaths) app.route({ method, url: '/*', handler });
}

function contextOf(request: FastifyRequest, { createContext }: GraphQLServer): Context {
  const { record, viewer } = request.state;
  if (!viewer) throw new Error('a request was not authenticated');
  const context = createContext({
    req: request.raw,
    requestId: request.id,
    viewer,
    record,
    clientAddress: () => request.ip,
  });
  passPreparation(request, context);
  request.state.context = context;
  return context;
}

/** Executes a query that is known to be valid without Yoga; returns undefined for any other. */
function executeKnown(
  request: FastifyRequest,
  reply: FastifyReply,
  { executeKnown: execute, yoga }: GraphQLServer,
  context: Context,
): Promise<void> | undefined {
  const mediaType = acceptedMediaTypes(request.headers.accept)?.single;
  if (!execute || !mediaType || request.method !== 'POST') return undefined;
  return execute(bodyOf(request), context)?.then((result) => {
    if (result.errors) recordErrors(result.errors, context);
    return sendResult(reply, result, mediaType, yoga.fetchAPI);
  });
}

async function executeWithYoga(
  request: FastifyRequest,
  reply: FastifyReply,
  { yoga }: GraphQLServer,
  context: Context,
): Promise<void> {
  const { raw, method } = request;
  const headers: Record<string, string | string[] | undefined> = { ...request.headers };
  const accepted = acceptedMediaTypes(request.headers.accept);
  if (accepted) headers.accept = accepted.header;
  // `checkBody` accepts more media types than Yoga.
  if (method === 'POST') headers['content-type'] = 'application/json';
  // Yoga would take an empty object for a body that has not been read.
  const body = method === 'POST' ? { query: undefined, ...bodyOf(request) } : undefined;
  const response = await yoga.handleNodeRequestAndResponse(
    { raw, method, headers, body },
    reply.raw,
    context,
  );
  // Yoga leaves the body empty where the client does not accept the stream of a subscription.
  if (response.status === 406 && response.body === null) {
    context.record.codes = ['BAD_REQUEST'];
    refuse(reply, streamNotAcceptable);
    return;
  }
  await sendResponse(reply, response);
}

/** The parsed body of a POST, which is an object. */
const bodyOf = ({ body }: FastifyRequest) => body as Readonly<Record<string, unknown>>;

const notAcceptable = refusal(406, 'The accept header does not allow any type of response.', {
  accept: 'application/graphql-response+json, application/json, text/event-stream, multipart/mixed',
});

const streamNotAcceptable = refusal(
  406,
  'The accept header does not allow text/event-stream, which a subscription needs.',
  { accept: 'text/event-stream' },
);
