import { type ExecutionResult, getOperationAST } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Operation } from '../../postgres/operation.js';
import { responseLimitError } from '../plugins/database-error.js';
import { whenExecuted } from '../plugins/when-executed.js';
import type { CostContext } from './cost-limit.js';

/** The part of the context that the limit uses. */
interface ResponseContext extends Pick<CostContext, 'cost'> {
  readonly operation?: Pick<Operation, 'largestRow'>;
}

/** The maximum number of fields of rows in a response for each unit of cost. */
const fieldsPerCost = 10;

/**
 * Replaces a result that would have more than `limit` bytes as JSON by an error, COST_LIMIT_EXCEEDED. Aliases and fields that
 * lead to the same row repeat what was read once. A mutation's payload becomes null, and its error says that the change was made.
 * It must come after the plugin that computes the cost.
 */
export function useResponseLimit(limit: number): Plugin<ResponseContext> {
  return {
    onExecute: ({ args: { document, operationName, contextValue } }) =>
      whenExecuted((result) => {
        const { cost = Number.POSITIVE_INFINITY, operation } = contextValue;
        // Measuring takes a tenth of the time of a small query, whose size is known to be within the limit.
        const most = (operation?.largestRow ?? Number.POSITIVE_INFINITY) * cost * fieldsPerCost;
        if (most <= limit || !result.data) return result;
        const type = getOperationAST(document, operationName)?.operation;
        return type === 'mutation'
          ? limitedPayloads(result, result.data, limit)
          : limitedData(result, result.data, limit);
      }),
  };
}

type Data = NonNullable<ExecutionResult['data']>;

function limitedData(result: ExecutionResult, data: Data, limit: number): ExecutionResult {
  let left = limit;
  for (const [name, value] of Object.entries(data)) {
    left -= name.length + sizeOf(value, left);
    if (left < 0) {
      const error = responseLimitError(limit, 'query', { path: [name] });
      return { ...result, data: null, errors: [...(result.errors ?? []), error] };
    }
  }
  return result;
}

function limitedPayloads(result: ExecutionResult, data: Data, limit: number): ExecutionResult {
  let left = limit;
  const errors = [...(result.errors ?? [])];
  const payloads = Object.entries(data).map(([name, payload]) => {
    const size = name.length + sizeOf(payload, left);
    if (size <= left) {
      left -= size;
      return [name, payload] as const;
    }
    errors.push(responseLimitError(limit, 'mutation', { path: [name] }));
    return [name, null] as const;
  });
  return errors.length === (result.errors?.length ?? 0)
    ? result
    : { ...result, data: Object.fromEntries(payloads), errors };
}

/** The sizes of a number, a boolean or null, and of the punctuation of other values, approximately. */
const short = 8;
const punctuation = 4;

/** The approximate size of a value as JSON, or a number above `most` as soon as it is known to be larger. */
function sizeOf(value: unknown, most: number): number {
  if (typeof value === 'string') return value.length + punctuation;
  if (typeof value !== 'object' || value === null) return short;
  let size = punctuation;
  if (Array.isArray(value)) {
    for (const item of value) {
      size += sizeOf(item, most - size);
      if (size > most) return size;
    }
    return size;
  }
  for (const [name, item] of Object.entries(value)) {
    size += name.length + punctuation + sizeOf(item, most - size);
    if (size > most) return size;
  }
  return size;
}
