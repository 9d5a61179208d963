import {
  type ExecutionArgs,
  type ExecutionResult,
  GraphQLError,
  NoSchemaIntrospectionCustomRule,
  specifiedScalarTypes,
} from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { whenExecuted, whenRefused } from './when-executed.js';

/** The names of the types that are in every schema. */
const builtInTypes: ReadonlySet<string> = new Set(specifiedScalarTypes.map(({ name }) => name));

/**
 * Hides the schema: refuses introspection, and removes from error messages all suggestions and all names that the client has not
 * sent itself. graphql-js has an option against suggestions, but its messages still contain the names of required fields,
 * arguments and types. `__typename` is allowed, because clients' caches need it.
 */
export function useHiddenSchema(): Plugin {
  return {
    onValidate({ addValidationRule, params }) {
      addValidationRule(NoSchemaIntrospectionCustomRule);
      return ({ valid, result, setResult }) => {
        // graphql-js's rules return GraphQLErrors.
        if (!valid)
          setResult(
            hideNames(result as readonly GraphQLError[], [params.documentAST.loc?.source.body]),
          );
      };
    },
    onExecute: ({ args }) => whenExecuted((result) => hideNamesIn(result, args)),
    onSubscribe: ({ args }) => whenRefused((result) => hideNamesIn(result, args)),
  };
}

function hideNamesIn(
  result: ExecutionResult,
  { document, variableValues, operationName }: ExecutionArgs,
): ExecutionResult {
  if (!result.errors) return result;
  const sources = [document.loc?.source.body, variableValues, operationName];
  return { ...result, errors: hideNames(result.errors, sources) };
}

/** The errors without suggestions, and with … instead of each name that is not in one of the `sources`. */
function hideNames(errors: readonly GraphQLError[], sources: readonly unknown[]): GraphQLError[] {
  const named = new Set(JSON.stringify(sources).match(/\w+/g));
  const isKnown = (names: string) =>
    (names.match(/\w+/g) ?? []).every((name) => builtInTypes.has(name) || named.has(name));
  return errors.map((error) => {
    // Its message names the missing scopes, which are not part of the schema.
    if (error.extensions.code === 'FORBIDDEN') return error;
    const message = error.message
      .replace(/ Did you mean [^?]*\?$/, '')
      // graphql-js quotes every name, and types with their brackets. The quotes are matched by lookaround, so that a quote in
      // the client's own text cannot shift the pairs.
      .replace(/(?<=")[\w.@$[\]!]+(?=")/g, (names) => (isKnown(names) ? names : '…'));
    return message === error.message ? error : withMessage(error, message);
  });
}

function withMessage(error: GraphQLError, message: string): GraphQLError {
  const { nodes = null, path = null, originalError = null, extensions } = error;
  return new GraphQLError(message, { nodes, path, originalError, extensions });
}
