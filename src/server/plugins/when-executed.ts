import type { ExecutionResult } from 'graphql';
import { isAsyncIterable, type Plugin } from 'graphql-yoga';

type OnExecute = NonNullable<Plugin['onExecute']>;

/** What an `onExecute` hook returns to replace the result of the operation. Incremental results pass as they are. */
export function whenExecuted(
  replace: (result: ExecutionResult) => ExecutionResult,
): ReturnType<OnExecute> {
  return {
    onExecuteDone({ result, setResult }) {
      if (!isAsyncIterable(result)) setResult(replace(result));
    },
  };
}
