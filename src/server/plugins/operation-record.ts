import {
  type ExecutionArgs,
  type GraphQLError,
  getOperationAST,
  type OperationTypeNode,
} from 'graphql';
import type { Plugin } from 'graphql-yoga';

/** The maximum length of an operation's name in the log. A GraphQL name needs no escaping. */
const maximumName = 64;
/** The maximum length of variables in the log, as JSON. */
const maximumVariables = 10_000;

/** The part of a log entry that describes the operation. Properties that do not apply are absent. */
export interface OperationRecord {
  operation?: string;
  type?: OperationTypeNode;
  /** The distinct codes of its errors. */
  codes?: readonly string[];
  /** JSON, truncated. Absent unless variables are logged. */
  variables?: string;
}

/** The part of the context that recording uses. */
interface RecordContext {
  readonly requestId: string;
  readonly record: OperationRecord;
}

/** Records each operation and the codes of its errors in the context's `record`, and its variables if `variables` is true. */
export function useOperationRecord(variables: boolean): Plugin<RecordContext, RecordContext> {
  const note = (args: ExecutionArgs & { readonly contextValue: RecordContext }) => {
    const { document, operationName, variableValues, contextValue } = args;
    const { record } = contextValue;
    const operation = getOperationAST(document, operationName);
    if (!operation) return;
    record.type = operation.operation;
    if (operation.name) record.operation = operation.name.value.slice(0, maximumName);
    if (variables && variableValues)
      record.variables = JSON.stringify(variableValues).slice(0, maximumVariables);
  };
  return {
    onExecute: ({ args }) => note(args),
    onSubscribe: ({ args }) => note(args),
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
