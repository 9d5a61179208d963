import { GraphQLError, NoSchemaIntrospectionCustomRule, specifiedScalarTypes } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { whenExecuted } from './when-executed.js';

/** What is in every schema. */
const everywhere: ReadonlySet<string> = new Set(specifiedScalarTypes.map(({ name }) => name));

/**
 * Keeps the schema from those who do not know it: refuses introspection, and takes from every error what the client has
 * not named itself, suggestions above all. graphql-js has an option against suggestions, but tells required fields,
 * arguments and types all the same. `__typename` stays: clients' caches need it.
 */
export function useHiddenSchema(): Plugin {
  return {
    onValidate({ addValidationRule, params }) {
      addValidationRule(NoSchemaIntrospectionCustomRule);
      return ({ valid, result, setResult }) => {
        // Those of graphql-js's rules are all of this kind.
        if (!valid)
          setResult(
            hideNames(result as readonly GraphQLError[], [params.documentAST.loc?.source.body]),
          );
      };
    },
    onExecute: ({ args }) =>
      whenExecuted((result) => {
        if (!result.errors) return result;
        const sources = [args.document.loc?.source.body, args.variableValues, args.operationName];
        return { ...result, errors: hideNames(result.errors, sources) };
      }),
  };
}

/** The errors without suggestions, and with … for each name that does not stand in one of the `sources`. */
function hideNames(errors: readonly GraphQLError[], sources: readonly unknown[]): GraphQLError[] {
  const named = new Set(JSON.stringify(sources).match(/\w+/g));
  const isKnown = (names: string) =>
    (names.match(/\w+/g) ?? []).every((name) => everywhere.has(name) || named.has(name));
  return errors.map((error) => {
    // It names scopes, which no schema has, and who gets one must know which.
    if (error.extensions.code === 'FORBIDDEN') return error;
    const message = error.message
      .replace(/ Did you mean [^?]*\?$/, '')
      // graphql-js puts every name between quotes, and types with their brackets. The quotes themselves may be used by
      // both of two neighbours, so that none in what the client has written can pair with one that is not.
      .replace(/(?<=")[\w.@$[\]!]+(?=")/g, (names) => (isKnown(names) ? names : '…'));
    return message === error.message ? error : withMessage(error, message);
  });
}

function withMessage(error: GraphQLError, message: string): GraphQLError {
  const { nodes = null, path = null, originalError = null, extensions } = error;
  return new GraphQLError(message, { nodes, path, originalError, extensions });
}
