import type { IncomingMessage } from 'node:http';
import { type Answer, type Headers, refusal } from './answer.js';

/** For how many seconds a browser need not ask again. */
const maxAge = '600';

/** What pages of other origins may do. */
export interface CrossOrigin {
  /** The headers that each answer to a request gets. */
  headersFor(request: IncomingMessage): Headers;
  /** The answer to a preflight of an origin that may use the API, or to a request that a page of another one sent; else undefined. */
  answer(request: IncomingMessage): Answer | undefined;
}

/**
 * CORS (https://fetch.spec.whatwg.org/#http-cors-protocol) for exactly these origins, closed without any. Others are told
 * nothing: `null`, as some servers say, is what a sandboxed page of anyone's has for an origin.
 */
export function crossOrigin(origins: readonly string[]): CrossOrigin {
  const allowed = new Set(origins);
  const isAllowed = ({ headers: { origin } }: IncomingMessage) =>
    origin !== undefined && allowed.has(origin);
  return {
    headersFor(request) {
      if (allowed.size === 0) return none;
      const { origin } = request.headers;
      if (origin === undefined || !allowed.has(origin)) return { vary: 'Origin' };
      return {
        vary: 'Origin',
        'access-control-allow-origin': origin,
        'access-control-expose-headers': 'retry-after, x-request-id',
      };
    },
    answer(request) {
      if (isAllowed(request)) return isPreflight(request) ? permission : undefined;
      // A browser that lets a page read no answer sends its requests all the same. Opening a link is not one of them.
      const site = request.headers['sec-fetch-site'];
      const isForeign = site === 'cross-site' || site === 'same-site';
      if (isForeign && request.headers['sec-fetch-mode'] !== 'navigate') {
        return refusal(403, 'Pages of this origin may not use the API.');
      }
      return undefined;
    },
  };
}

const none: Headers = {};

function isPreflight({ method, headers }: IncomingMessage): boolean {
  return method === 'OPTIONS' && headers['access-control-request-method'] !== undefined;
}

const permission: Answer = {
  status: 204,
  headers: {
    'access-control-allow-methods': 'GET, POST',
    'access-control-allow-headers': 'authorization, content-type, x-request-id',
    'access-control-max-age': maxAge,
  },
  body: '',
};
