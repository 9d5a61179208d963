/** A row as the statements give it: its key, and its headline or title under that name and as `place`, by which it is ordered. */
export interface Row {
  readonly id: number;
  readonly place: string;
}

/** What a list is asked for. */
export interface PageArguments {
  readonly first: number;
  readonly after?: string | null;
}

/** The list that a connection is a page of: of one parent, or of the root, with the title that its publications must have. */
export interface ListOf {
  readonly parent?: number;
  readonly publicationTitle?: string | null | undefined;
}

/** The global ID of a row. */
export function toId(type: string, key: number): string {
  return Buffer.from(`${type}:${key}`).toString('base64');
}

/** The type and the key in a global ID. */
export function fromId(id: string): { readonly type: string; readonly key: number } {
  const [type = '', key] = Buffer.from(id, 'base64').toString().split(':');
  return { type, key: Number(key) };
}

/** The place after which a page begins: before everything unless a cursor is given. */
export function placeOf(after: string | null | undefined): readonly [string, number] {
  return after ? JSON.parse(Buffer.from(after, 'base64url').toString()) : ['', 0];
}

/** A page made of one row more than it shows, where there are so many. */
export function connection(
  type: 'Article' | 'Publication',
  rows: readonly Row[],
  { first, after }: PageArguments,
  list: ListOf,
) {
  const edges = rows.slice(0, first).map((row) => ({
    cursor: Buffer.from(JSON.stringify([row.place, row.id])).toString('base64url'),
    node: node(type, row),
  }));
  return {
    list,
    edges,
    nodes: edges.map((edge) => edge.node),
    pageInfo: {
      hasNextPage: rows.length > first,
      hasPreviousPage: Boolean(after),
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

/** A row as its type resolves. */
export function node(type: 'Article' | 'Publication', row: Row) {
  const text = type === 'Article' ? { headline: row.place } : { title: row.place };
  return { __typename: type, id: toId(type, row.id), key: row.id, ...text };
}
