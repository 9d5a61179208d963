import { GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';

/** Whether an operation may begin now. */
export interface Admission {
  readonly admit?: () => boolean;
}

/**
 * Asks before an operation begins, which is once all of it has come: a client that sends half of a body holds no place
 * among those that are worked on. Throws SERVICE_UNAVAILABLE, with the status 503.
 */
export function useAdmission(): Plugin<object, Admission> {
  return {
    onParams({ context }) {
      if (context.admit?.() !== false) return;
      const http = { status: 503, headers: { 'retry-after': '1' } };
      throw new GraphQLError(tooMuch, { extensions: { code: 'SERVICE_UNAVAILABLE', http } });
    },
  };
}

/** What a client is told that is not admitted. */
export const tooMuch = 'The server has too much to do. It is safe to try again.';
