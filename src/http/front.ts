import type { IncomingMessage, OutgoingHttpHeaders, RequestListener, ServerResponse } from 'node:http';
import type { Admission } from '../plugins/admission.js';
import type { Exchange, OperationRecord } from '../plugins/operation-record.js';
import { checkHost } from './allowed-hosts.js';
import { type Answer, refusal, send } from './answer.js';
import { crossOrigin } from './cross-origin.js';
import type { HttpOptions } from './http-options.js';
import { type Overload, overloaded } from './overload.js';
import { requestIdOf } from './request-id.js';
import { pagePolicy, securityHeaders } from './security-headers.js';

/** What goes with a request: `req` is where whose it is can be read. */
type ExchangeContext = Exchange & Admission & { readonly req: IncomingMessage };

/** What stands behind the front: Yoga. */
export interface Api {
  handleNodeRequestAndResponse(
    request: IncomingMessage,
    response: ServerResponse,
    context: ExchangeContext,
  ): PromiseLike<Response> | Response;
}

/** The most of a path that is logged. */
const maximumPath = 100;

/**
 * What each request passes before it comes to the API, and each answer on its way back: the `Host` and the origin are
 * looked at, what is too much is refused before its body is read, and every answer has its headers and a line in the log.
 */
export function createFront(api: Api, overload: Overload, options: HttpOptions): RequestListener {
  const { logRequest, logError, timeouts } = options;
  const hostRefusal = checkHost(options.allowedHosts);
  const origins = crossOrigin(options.corsOrigins);

  const ask = async (request: IncomingMessage, response: ServerResponse, exchange: ExchangeContext): Promise<Answer> => {
    const answer = await api.handleNodeRequestAndResponse(request, response, exchange);
    const headers: OutgoingHttpHeaders = {};
    answer.headers.forEach((value, name) => {
      headers[name.toLowerCase()] = value;
    });
    return { status: answer.status, headers, body: await answer.text() };
  };

  const answer = async (request: IncomingMessage, response: ServerResponse, path: string, exchange: Exchange) => {
    // Those two are asked by whoever looks after the server, by whatever name.
    if (path === '/health') return methodRefusal(request, ['GET', 'HEAD']) ?? good;
    if (path === '/ready') return methodRefusal(request, ['GET', 'HEAD']) ?? ((await options.ready()) ? good : notReady);
    const refused = hostRefusal(request) ?? (path === '/graphql' ? undefined : notFound) ?? origins.answer(request);
    if (refused) return refused;
    const wrongMethod = methodRefusal(request, ['GET', 'POST']);
    if (wrongMethod) return wrongMethod;
    // Before its body is read, and again once it has come.
    if (overload.isFull()) return overloaded;
    let entered = false;
    const admit = () => {
      entered = !overload.isFull();
      if (entered) overload.enter();
      return entered;
    };
    try {
      return await ask(request, response, { ...exchange, admit, req: request });
    } finally {
      if (entered) overload.leave();
    }
  };

  return async (request, response) => {
    const startedAt = performance.now();
    const requestId = requestIdOf(request);
    const record: OperationRecord = {};
    const [path = ''] = (request.url ?? '').split('?', 1);
    const { status, headers, body } = await answer(request, response, path, { requestId, record }).catch((error: unknown) => {
      logError(`request ${requestId}`, error);
      record.codes = ['INTERNAL_SERVER_ERROR'];
      return refusal(500, 'Something went wrong inside the server.', {}, { code: 'INTERNAL_SERVER_ERROR', requestId });
    });
    const allHeaders = { ...securityHeaders, ...origins.headersFor(request), ...headers, 'x-request-id': requestId };
    if (headers['content-type'] === 'text/html') allHeaders['content-security-policy'] = pagePolicy(body);
    const gone = response.destroyed;
    if (!gone) send(response, { status, headers: allHeaders, body }, timeouts.send);
    const ms = Math.round((performance.now() - startedAt) * 1000) / 1000;
    const { method = '' } = request;
    logRequest({ requestId, method, path: path.slice(0, maximumPath), ...record, status, ms, ...(gone && { gone }) });
  };
}

const good: Answer = { status: 200, headers: {}, body: '' };
const notReady: Answer = { status: 503, headers: {}, body: '' };
const notFound = refusal(404, 'There is nothing here: the API is at /graphql.');

function methodRefusal({ method = '' }: IncomingMessage, methods: readonly string[]): Answer | undefined {
  if (methods.includes(method)) return undefined;
  const allow = methods.join(', ');
  return refusal(405, `Only ${allow} can be used here.`, { allow });
}
