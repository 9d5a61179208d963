import { type GraphQLError, getOperationAST, type OperationTypeNode } from 'graphql';
import type { Plugin } from 'graphql-yoga';

/** The most of an operation's name that is recorded. Its letters are harmless: they are a GraphQL name. */
const maximumName = 64;
/** The same of variables, as JSON. */
const maximumVariables = 10_000;

/** What is known of an operation once it was answered, for the log. What a request has none of is left out. */
export interface OperationRecord {
  operation?: string;
  type?: OperationTypeNode;
  /** The codes of its errors, each once. */
  codes?: readonly string[];
  /** As JSON, cut off where long. Only where they are asked for. */
  variables?: string;
}

/** What of a request's context is recorded or sent. */
interface RecordContext {
  readonly requestId: string;
  readonly record: OperationRecord;
}

/** Records in the context's `record` what each operation is and the codes of its errors, with its variables only if `variables` is true. */
export function useOperationRecord(variables: boolean): Plugin<RecordContext, RecordContext> {
  return {
    onExecute({ args: { document, operationName, variableValues, contextValue } }) {
      const { record } = contextValue;
      const operation = getOperationAST(document, operationName);
      if (!operation) return;
      record.type = operation.operation;
      if (operation.name) record.operation = operation.name.value.slice(0, maximumName);
      if (variables && variableValues)
        record.variables = JSON.stringify(variableValues).slice(0, maximumVariables);
    },
    onResultProcess({ result, serverContext }) {
      if ('errors' in result && result.errors) recordErrors(result.errors, serverContext);
    },
  };
}

/** Records the codes of an operation's errors, and adds the request's ID to those whose cause is in the log. */
export function recordErrors(
  errors: readonly GraphQLError[],
  { record, requestId }: RecordContext,
): void {
  record.codes = [...new Set(errors.map(codeOf))];
  for (const { extensions } of errors) {
    if (extensions.code === 'INTERNAL_SERVER_ERROR') extensions.requestId = requestId;
  }
}

function codeOf({ extensions }: GraphQLError): string {
  return typeof extensions.code === 'string' ? extensions.code : 'UNKNOWN';
}
