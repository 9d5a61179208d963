import type { Server } from 'node:http';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { GraphQLServer } from '../create-server.js';
import { checkHost } from './allowed-hosts.js';
import { allowOrigins, checkOrigin } from './cross-origin.js';
import { handleErrors } from './errors.js';
import { refusalWhileStopping } from './graceful-stop.js';
import { addGraphQL } from './graphql-route.js';
import { addHealth } from './health.js';
import { type HttpOptions, httpDefaults } from './http-options.js';
import { nodeServer } from './node-server.js';
import { refusal, refuse } from './refusal.js';
import { checkHeaders } from './request-headers.js';
import { requestIdOf } from './request-id.js';
import { requestLine } from './request-log.js';
import { hostOf, originForm, pathOf } from './request-target.js';
import { securityHeaders } from './security-headers.js';

/** The methods of each path. */
const methods: Readonly<Record<string, string>> = {
  '/graphql': 'GET, POST',
  '/health': 'GET, HEAD',
  '/ready': 'GET, HEAD',
};

/**
 * Creates the HTTP server for a GraphQL server: Fastify, with `/graphql`, `/health` and `/ready`; `/` if GraphiQL is on. The hooks below are called in
 * their order for every request, and every response has the security headers and an entry in the log.
 */
export async function createHttpServer(
  graphql: GraphQLServer,
  overrides: Partial<HttpOptions> = {},
): Promise<FastifyInstance> {
  const options: HttpOptions = { ...httpDefaults, ...overrides };
  const { timeouts, proxies } = options;
  const paths = graphql.graphiqlPage ? { ...methods, '/': 'GET, HEAD' } : methods;
  const notFound = refuseUnknown(paths);
  const app = fastify({
    serverFactory: (handler) => nodeServer(handler, timeouts),
    genReqId: requestIdOf,
    requestIdHeader: false,
    // The parameter is the position in the chain of proxies: the address of the connection is 0.
    trustProxy: proxies > 0 && ((_, position) => position < proxies),
    bodyLimit: graphql.maximumBody,
    rewriteUrl: ({ url = '/' }) => originForm(url),
    return503OnClosing: false,
    exposeHeadRoutes: false,
    // Called if a path cannot be decoded.
    frameworkErrors: (_, request, reply) => {
      begin(request, reply);
      notFound(request, reply);
    },
  });
  // Fastify's response to malformed HTTP has a body in its own format. Without its listener, Node sends only a status.
  (app.server as Server).removeAllListeners('clientError');
  app.decorateRequest('state', null as never);
  handleErrors(app, options.logError);
  app.setNotFoundHandler(notFound);

  const stopRefusal = refusalWhileStopping(app, timeouts.drain);
  const hostRefusal = checkHost(options.allowedHosts);
  app.addHook('onRequest', (request, reply, done) => {
    begin(request, reply);
    const path = pathOf(request.url);
    const refused =
      checkHeaders(request.raw) ??
      // Monitoring may use any host name for these two.
      (path === '/health' || path === '/ready'
        ? undefined
        : hostRefusal(hostOf(request.originalUrl, request.headers.host)));
    const stopping = stopRefusal();
    // Once its body has been received: if the connection is closed earlier, the response may be lost.
    if (stopping) request.raw.resume().once('end', () => refuse(reply, stopping));
    else if (refused) refuse(reply, refused);
    else done();
  });
  await allowOrigins(app, options.corsOrigins, options.corsHeaders);
  const originRefusal = checkOrigin(options.corsOrigins);
  app.addHook('onRequest', (request, reply, done) => {
    // The router also matches other spellings of a path, such as `/%67raphql`, which the rules of a proxy may not match.
    const isKnown = graphql.otherPaths || Object.hasOwn(paths, pathOf(request.url));
    if (request.is404 || !isKnown) return notFound(request, reply);
    const refused = originRefusal(request);
    if (refused) refuse(reply, refused);
    else done();
  });
  app.addHook('onSend', (request, reply, payload, done) => {
    // An unread response would stay in memory as long as its connection is open. Node resets the timeout with the next request.
    reply.raw.socket?.setTimeout(timeouts.send);
    // https://www.rfc-editor.org/rfc/rfc9110#section-8.6
    if (reply.statusCode === 204) reply.removeHeader('content-length');
    options.logRequest(requestLine(request, reply));
    done(null, payload);
  });
  addHealth(app, options.ready);
  if (graphql.graphiqlPage) addStartPage(app);
  await app.register((scope) => addGraphQL(scope, graphql, options));
  return app;
}

function begin(request: FastifyRequest, reply: FastifyReply): void {
  request.state = { startedAt: performance.now(), record: {}, viewer: undefined };
  reply.headers(securityHeaders).header('x-request-id', request.id);
}

const unknownPath = refusal(404, 'Not found. The API is at /graphql.');

/** Refuses requests to other paths with 404, and other methods of `paths` with 405. */
function refuseUnknown(paths: Readonly<Record<string, string>>) {
  return (request: FastifyRequest, reply: FastifyReply): void => {
    const path = pathOf(request.url);
    const allow = Object.hasOwn(paths, path) ? paths[path] : undefined;
    refuse(
      reply,
      allow === undefined
        ? unknownPath
        : refusal(405, `The method must be one of ${allow}.`, { allow }),
    );
  };
}

/** Adds `/`, which leads to GraphiQL. The location is relative, so that it is right behind a proxy with a path of its own. */
function addStartPage(app: FastifyInstance): void {
  app.route({
    method: ['GET', 'HEAD'],
    url: '/',
    handler: (_, reply) => void reply.redirect('graphql'),
  });
}
