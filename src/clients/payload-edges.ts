import type { CachedEdge } from './cached-list.js';

/** An object of the input or of the payload. */
export type Fields = Readonly<Record<string, unknown>>;

/** The texts among these values. */
export const texts = (values: readonly unknown[]) =>
  values.filter((value) => typeof value === 'string');

/** The IDs in a field of a payload; undefined if it was not selected. */
export function idsIn(payload: Fields, field: string): string[] | undefined {
  const ids = payload[field];
  return Array.isArray(ids) ? texts(ids) : undefined;
}

/** The edges in a field of a payload; undefined unless all were selected with their IDs. */
export function edgesIn(payload: Fields, field: string): CachedEdge[] | undefined {
  const edges = payload[field];
  if (!Array.isArray(edges)) return undefined;
  const read = edges.map(edgeOf);
  return read.every((edge) => edge !== undefined) ? read : undefined;
}

/** The edge in a field of a payload; undefined unless it was selected with its ID. */
export const edgeIn = (payload: Fields, field: string) => edgeOf(payload[field]);

function edgeOf(value: unknown): CachedEdge | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  // An edge as it was selected.
  const { cursor, node, __typename, ...columns } = value as Fields & {
    readonly node?: { readonly id?: unknown };
  };
  if (typeof node?.id !== 'string') return undefined;
  return { id: node.id, cursor: typeof cursor === 'string' ? cursor : undefined, columns };
}
