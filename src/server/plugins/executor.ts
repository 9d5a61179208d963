import { GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Execute } from './execution.js';

/** Makes Yoga execute operations with `execute`. Plugins that wrap the executor must come after this one. */
export function useExecutor(execute: Execute): Plugin {
  return {
    onSubscribe: ({ setResultAndStopExecution }) =>
      setResultAndStopExecution({ errors: [noSubscriptions()] }),
    onExecute: ({ setExecuteFn }) => setExecuteFn(execute),
  };
}

/** graphql-js's own error has no code. */
function noSubscriptions(): GraphQLError {
  return new GraphQLError('Subscriptions are not supported.', {
    extensions: { code: 'GRAPHQL_VALIDATION_FAILED', http: { status: 400, spec: true } },
  });
}
