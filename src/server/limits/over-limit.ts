import type { GraphQLError } from 'graphql';
import { costLimitExceeded } from '../../engine/errors.js';

/**
 * The error for a request over a limit: COST_LIMIT_EXCEEDED with the status 400, but 200 for `application/json`
 * (https://graphql.github.io/graphql-over-http/draft/#sec-Status-Codes).
 */
export function overLimit(message: string): GraphQLError {
  return costLimitExceeded(message, { extensions: { http: { status: 400, spec: true } } });
}
