import { getOperationAST } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { separateMutations } from './separate-mutations.js';

/**
 * Executes mutations with the schema of `separateMutations`, so that a failed mutation does not affect the payloads of others.
 */
export function useSeparateMutations(): Plugin {
  return {
    onExecute({ args }) {
      const { schema, document, operationName } = args;
      if (getOperationAST(document, operationName)?.operation !== 'mutation') return;
      args.schema = separateMutations(schema);
    },
  };
}
