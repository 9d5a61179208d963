import { execute } from 'graphql';
import type { Plugin } from 'graphql-yoga';

/**
 * Has graphql-js itself execute operations. Yoga's own executor puts the fields of a response in the order in which they
 * are ready, and the specification wants the order in which they were asked for
 * (https://spec.graphql.org/October2021/#sec-Serialized-Map-Ordering).
 */
export function useGraphqlJs(): Plugin {
  return {
    onExecute({ setExecuteFn }) {
      setExecuteFn(execute);
    },
  };
}
