import type { TestSchema } from './schemas.js';

/** An operation of any size. */
export interface OperationCase {
  readonly group: string;
  readonly name: string;
  /** The unit of `size`. */
  readonly unit: string;
  /** The schema, if it is not that of the sample data. */
  readonly schema?: TestSchema;
  /** The maximum size, whatever its cost: limited by the size of a body and the limits of documents. */
  readonly largest: number;
  readonly make: (size: number) => OperationRequest;
}

/** A GraphQL request. */
export interface OperationRequest {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** A list of `size` items. */
export const times = <Item>(size: number, make: (index: number) => Item): Item[] =>
  Array.from({ length: size }, (_, index) => make(index));

/** The global ID of a row. */
export const globalId = (type: string, key: number) =>
  Buffer.from(`${type}:${key}`).toString('base64');

/** The same selection under `size` aliases. */
export const aliases = (size: number, make: (name: string) => string) =>
  times(size, (index) => make(`a${index}:`)).join(' ');

/** The same mutation under several aliases, each with an input of its own. */
export function mutations(calls: readonly MutationCall[]): OperationRequest {
  const inputs = calls.map(({ name }, index) => {
    const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
    return `$i${index}: ${type}!`;
  });
  const fields = calls.map(
    ({ name, payload }, index) => `a${index}: ${name}(input: $i${index}) { ${payload} }`,
  );
  return {
    query: `mutation(${inputs.join(' ')}) { ${fields.join(' ')} }`,
    variables: Object.fromEntries(calls.map(({ input }, index) => [`i${index}`, input])),
  };
}

/** A mutation with its input and what is selected of its payload. */
export interface MutationCall {
  readonly name: string;
  readonly input: object;
  readonly payload: string;
}
