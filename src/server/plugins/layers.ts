import type { ExecutionArgs, ExecutionResult } from 'graphql';
import type { Plugin } from 'graphql-yoga';

/** What an operation is executed with. */
export interface OperationArgs<Context> extends ExecutionArgs {
  readonly contextValue: Context;
}

/** Executes an operation. Neither subscriptions nor incremental delivery are offered, so there is one result. */
export type Execute<Context> = (args: OperationArgs<Context>) => Promise<ExecutionResult>;

/** A plugin that may also do something before and after an operation is executed, or instead. */
export interface LayeredPlugin<Needed = unknown> extends Plugin {
  around?<Context extends Needed>(execute: Execute<Context>): Execute<Context>;
}

/** `execute` with what the plugins put around it, the first of them outermost. */
export function layered<Context>(
  plugins: readonly LayeredPlugin<Context>[],
  execute: Execute<Context>,
): Execute<Context> {
  return plugins.reduceRight((inner, plugin) => plugin.around?.(inner) ?? inner, execute);
}
