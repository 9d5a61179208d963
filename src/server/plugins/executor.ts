import type { Plugin } from 'graphql-yoga';
import { unsupportedOperation } from '../errors.js';
import type { Execute } from './execution.js';

/** Makes Yoga execute operations with `execute`. Plugins that wrap the executor must come after this one. */
export function useExecutor(execute: Execute): Plugin {
  return {
    onSubscribe: ({ setResultAndStopExecution }) =>
      // graphql-js's own error has no code.
      setResultAndStopExecution({
        errors: [unsupportedOperation('Subscriptions are not supported.')],
      }),
    onExecute: ({ setExecuteFn }) => setExecuteFn(execute),
  };
}
