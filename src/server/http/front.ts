import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Exchange, OperationRecord } from '../plugins/operation-record.js';
import { checkHost } from './allowed-hosts.js';
import { type Answer, refusal, send } from './answer.js';
import { crossOrigin } from './cross-origin.js';
import type { HttpOptions } from './http-options.js';
import { type Overload, overloaded } from './overload.js';
import { requestIdOf } from './request-id.js';

/** What goes with a request to the API. */
export interface Arrival extends Exchange {
  /** Says whether the operation may begin now; if so, it counts as one that is worked on until it has been answered. */
  admit(): boolean;
}

/** What stands behind the front. */
export interface Api {
  /** Reads the rest of a request, and answers it. */
  answer(request: IncomingMessage, response: ServerResponse, arrival: Arrival): Promise<Answer>;
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

  /** What can be said at once, without asking the API. */
  const refusalOf = (request: IncomingMessage, path: string): Answer | undefined =>
    hostRefusal(request) ??
    (path === '/graphql' ? undefined : notFound) ??
    origins.answer(request) ??
    methodRefusal(request, ['GET', 'POST']) ??
    // Before its body is read. Once it has come, it is asked again.
    (overload.isFull() ? overloaded : undefined);

  const ask = async (
    request: IncomingMessage,
    response: ServerResponse,
    requestId: string,
    record: OperationRecord,
  ) => {
    let entered = false;
    const admit = () => {
      entered = !overload.isFull();
      if (entered) overload.enter();
      return entered;
    };
    try {
      return await api.answer(request, response, { requestId, record, admit });
    } catch (error) {
      logError(`request ${requestId}`, error);
      record.codes = ['INTERNAL_SERVER_ERROR'];
      return refusal(
        500,
        'Something went wrong inside the server.',
        {},
        { code: 'INTERNAL_SERVER_ERROR', requestId },
      );
    } finally {
      if (entered) overload.leave();
    }
  };

  const stateOf = async (request: IncomingMessage, path: string): Promise<Answer> =>
    methodRefusal(request, ['GET', 'HEAD']) ??
    (path === '/health' || (await options.ready()) ? good : notReady);

  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const startedAt = performance.now();
    const requestId = requestIdOf(request);
    const record: OperationRecord = {};
    const path = pathOf(request);
    // Those two are asked by whoever looks after the server, by whatever name.
    const answer =
      path === '/health' || path === '/ready'
        ? await stateOf(request, path)
        : (refusalOf(request, path) ?? (await ask(request, response, requestId, record)));
    const headers = { 'x-request-id': requestId, ...origins.headersFor(request) };
    const gone = !send(response, answer, headers, timeouts.send);
    const ms = Math.round((performance.now() - startedAt) * 1000) / 1000;
    const { method = '' } = request;
    const { status } = answer;
    logRequest({
      requestId,
      method,
      path: path.slice(0, maximumPath),
      ...record,
      status,
      ms,
      ...(gone && { gone }),
    });
  };

  return (request, response) => {
    handle(request, response).catch((error) => {
      logError('a request could not be answered', error);
      response.destroy();
    });
  };
}

function pathOf({ url = '' }: IncomingMessage): string {
  const end = url.indexOf('?');
  return end < 0 ? url : url.slice(0, end);
}

const good: Answer = { status: 200, headers: {}, body: '' };
const notReady: Answer = { status: 503, headers: {}, body: '' };
const notFound = refusal(404, 'There is nothing here: the API is at /graphql.');

function methodRefusal(
  { method = '' }: IncomingMessage,
  methods: readonly string[],
): Answer | undefined {
  if (methods.includes(method)) return undefined;
  const allow = methods.join(', ');
  return refusal(405, `Only ${allow} can be used here.`, { allow });
}
