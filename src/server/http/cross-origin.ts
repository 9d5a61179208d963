import cors from '@fastify/cors';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Refusal, refusal } from './refusal.js';

/** How long a browser may cache the response to a preflight request, in seconds. */
const maxAge = 600;

/** What pages of other origins may do. */
export interface CrossOriginOptions {
  /** The origins whose pages may use the API, such as `https://app.example`, as browsers send them. */
  readonly corsOrigins: readonly string[];
  /** The request headers that they may send. */
  readonly corsHeaders: readonly string[];
}

/** The headers that GraphQL clients send: their own, Apollo's client awareness and CSRF prevention, W3C Trace Context and Baggage. */
export const defaultCorsHeaders: readonly string[] = [
  'authorization',
  'content-type',
  'x-request-id',
  'apollo-require-preflight',
  'apollographql-client-name',
  'apollographql-client-version',
  'x-apollo-operation-id',
  'x-apollo-operation-name',
  'graphql-client-name',
  'graphql-client-version',
  'baggage',
  'traceparent',
  'tracestate',
];

/** Adds CORS (https://fetch.spec.whatwg.org/#http-cors-protocol) for exactly these origins, and for none if there are none. */
export async function allowOrigins(
  app: FastifyInstance,
  origins: readonly string[],
  headers: readonly string[],
): Promise<void> {
  if (origins.length === 0) return;
  const allowed = new Set(origins);
  await app.register(cors, {
    // `null` is the origin of any sandboxed page, so it is never allowed.
    origin: (origin, done) => done(null, origin !== undefined && allowed.has(origin)),
    methods: ['GET', 'POST'],
    allowedHeaders: [...headers],
    exposedHeaders: ['retry-after', 'x-request-id'],
    maxAge,
    strictPreflight: false,
  });
}

/**
 * Returns a function that refuses requests of other sites' pages, unless their origin is one of `origins`. A browser sends
 * such a request even if the page cannot read the response.
 */
export function checkOrigin(
  origins: readonly string[],
): (request: FastifyRequest) => Refusal | undefined {
  const allowed = new Set(origins);
  return (request) => {
    if (!isForeign(request)) return undefined;
    const { origin } = request.headers;
    return origin !== undefined && allowed.has(origin) ? undefined : foreign;
  };
}

/** Whether a page of another site sent the request, by its Fetch Metadata. A navigation does not count. */
function isForeign({ headers }: FastifyRequest): boolean {
  const site = headers['sec-fetch-site'];
  // Anything else than what its own page or its user sends, such as two values in one header.
  const own = site === undefined || site === 'same-origin' || site === 'none';
  return !own && headers['sec-fetch-mode'] !== 'navigate';
}

const foreign = refusal(403, 'Pages of this origin may not use the API.');
