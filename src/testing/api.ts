import type { GraphQLSchema } from 'graphql';
import type { Model } from '../engine/model/model.js';

/** An operation as a client sends it. Random operations have variables and names of any type. */
export interface Operation {
  readonly query: string;
  readonly variables?: unknown;
  readonly operationName?: unknown;
}

/** An error of a result. */
export interface ResultError {
  readonly message: string;
  readonly path?: readonly (string | number)[] | undefined;
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
}

/** The result of an operation. */
export interface Result {
  readonly data?: Readonly<Record<string, unknown>> | null | undefined;
  readonly errors?: readonly ResultError[] | undefined;
}

/** An API to test, with a database whose rows the test may change. */
export interface TestedApi {
  readonly schema: GraphQLSchema;
  /** The generated model, which says what fields are the ends of one relation. */
  readonly model: Model;
  /** Sends an operation, by HTTP or otherwise, as somebody who may read and change everything. Rejects if there is no result. */
  readonly send: (operation: Operation) => Promise<Result>;
  /** Deletes all rows and inserts those of the test, at most 50 of each type, with the same keys and values each time. */
  readonly seed: () => Promise<unknown>;
  /** The content of the database as text; by default, everything that the API shows. */
  readonly dump?: () => Promise<string>;
}

/** Sends an operation that must succeed, and returns its data. */
export async function dataOf<Data>(
  api: TestedApi,
  query: string,
  variables: object = {},
): Promise<Data> {
  const { data, errors = [] } = await api.send({ query, variables });
  const [error] = errors;
  if (error || !data) throw new Error(`${error?.message ?? 'no data'}, for ${query}`);
  // The caller knows what the query selects.
  return data as Data;
}
