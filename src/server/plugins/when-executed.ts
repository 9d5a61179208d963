import type { ExecutionResult } from 'graphql';
import { isAsyncIterable, type Plugin } from 'graphql-yoga';

type OnExecute = NonNullable<Plugin['onExecute']>;
type OnSubscribe = NonNullable<Plugin['onSubscribe']>;

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

/** The return value of an `onSubscribe` hook that replaces the result of a subscription that did not begin. */
export function whenRefused(
  replace: (result: ExecutionResult) => ExecutionResult,
): ReturnType<OnSubscribe> {
  return {
    onSubscribeResult({ result, setResult }) {
      if (!isAsyncIterable(result)) setResult(replace(result));
    },
  };
}
