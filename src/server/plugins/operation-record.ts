import { type GraphQLError, getOperationAST, type OperationTypeNode } from 'graphql';
import type { LayeredPlugin } from './layers.js';

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

/** What a request has from its arrival on. */
export interface Exchange {
  readonly requestId: string;
  readonly record: OperationRecord;
}

/** Writes down in `record` what each request turns out to be, with its variables only if `variables` says so. */
export function useOperationRecord(variables: boolean): LayeredPlugin<Exchange> {
  return {
    around: (execute) => (args) => {
      const { record } = args.contextValue;
      const operation = getOperationAST(args.document, args.operationName);
      if (operation) {
        record.type = operation.operation;
        if (operation.name) record.operation = operation.name.value.slice(0, maximumName);
        if (variables && args.variableValues)
          record.variables = JSON.stringify(args.variableValues).slice(0, maximumVariables);
      }
      return execute(args);
    },
  };
}

/** Writes down the codes of an operation's errors, and tells the request's ID in those that are to be looked for in the log. */
export function recordErrors(
  errors: readonly GraphQLError[],
  { record, requestId }: Exchange,
): void {
  record.codes = [...new Set(errors.map(codeOf))];
  for (const { extensions } of errors) {
    if (extensions.code === 'INTERNAL_SERVER_ERROR') extensions.requestId = requestId;
  }
}

function codeOf({ extensions }: GraphQLError): string {
  return typeof extensions.code === 'string' ? extensions.code : 'UNKNOWN';
}
