import type { ExecutionResult } from 'graphql';
import { isAsyncIterable, type Plugin } from 'graphql-yoga';

type OnExecute = NonNullable<Plugin['onExecute']>;

/** The return value of an `onExecute` hook that replaces the result of the operation, unless it is incremental. */
export function whenExecuted(
  replace: (result: ExecutionResult) => ExecutionResult,
): ReturnType<OnExecute> {
  return {
    onExecuteDone({ result, setResult }) {
      if (!isAsyncIterable(result)) setResult(replace(result));
    },
  };
}
