import type { Plugin } from 'graphql-yoga';
import type { Operation } from '../database/operation.js';

/** Stops the clock of each operation when it has been answered. It begins with the operation's first statement. */
export function useTimeLimit(): Plugin<{ operation: Operation }> {
  return {
    onExecute({ args }) {
      return { onExecuteDone: () => args.contextValue.operation.end() };
    },
  };
}
