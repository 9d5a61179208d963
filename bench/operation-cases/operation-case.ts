/** An operation of any size. */
export interface OperationCase {
  readonly group: string;
  readonly name: string;
  /** The unit of `size`. */
  readonly unit: string;
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
