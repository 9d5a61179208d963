import { getOperationAST } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { separateMutations } from './separate-mutations.js';

/**
 * Of several mutations in one operation, each that succeeds keeps its payload, whatever becomes of the others: executes
 * mutations with the schema of `separateMutations`.
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
