import type { Plugin } from 'graphql-yoga';
import type { Execute } from './execution.js';

/** Makes Yoga execute operations with `execute`. Plugins that wrap the executor must come after this one. */
export function useExecutor(execute: Execute): Plugin {
  return { onExecute: ({ setExecuteFn }) => setExecuteFn(execute) };
}
