import { GraphQLError, type GraphQLSchema, getOperationAST } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { DocumentCache } from './document-cache.js';
import type { Execute, OperationArgs } from './layers.js';

/**
 * Has Yoga execute operations of `schema` by `execute`, and queries whose document is known to be valid at once: small ones take
 * a third longer through the hooks of envelop, which are made anew for each operation. Not mutations: Yoga looks whether
 * they came by GET. This is to be the last plugin, as others may say which document it is. What `execute` throws then
 * comes to whoever asked Yoga, which otherwise makes a result of it.
 */
export function useExecutor<Context>(
  execute: Execute<Context>,
  schema: GraphQLSchema,
  documents: DocumentCache,
): Plugin {
  // The context of every operation of the server is of its one type, to which Yoga adds nothing that is needed: hence both casts.
  return {
    onParams({ params: { query, operationName }, setParamsHandler }) {
      // Yoga has not looked yet at what the client sent.
      const document = typeof query === 'string' ? documents.valid(query) : undefined;
      if (!document || getOperationAST(document, operationName)?.operation !== 'query') return;
      setParamsHandler(({ params: { variables }, context }) =>
        execute({
          schema,
          document,
          operationName,
          variableValues: variables,
          contextValue: context as Context,
        }),
      );
    },
    onSubscribe: ({ setResultAndStopExecution }) =>
      setResultAndStopExecution({ errors: [noSubscriptions()] }),
    onExecute: ({ setExecuteFn }) =>
      setExecuteFn((args) => execute(args as OperationArgs<Context>)),
  };
}

/** What graphql-js would say has no code. */
function noSubscriptions(): GraphQLError {
  return new GraphQLError('There are no subscriptions here.', {
    extensions: { code: 'GRAPHQL_VALIDATION_FAILED', http: { status: 400, spec: true } },
  });
}
