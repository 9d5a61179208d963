import type { GraphQLError } from 'graphql';
import { costLimitExceeded } from '../../engine/errors.js';

/**
 * The error for a request that asks for more than is allowed: COST_LIMIT_EXCEEDED, and 400 as for what does not validate
 * (https://graphql.github.io/graphql-over-http/draft/#sec-Status-Codes), which `application/json` does not show.
 */
export function overLimit(message: string): GraphQLError {
  return costLimitExceeded(message, { extensions: { http: { status: 400, spec: true } } });
}
