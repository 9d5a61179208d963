/** A row of a statement: its key, and its headline or title as `text`, by which it is ordered. */
export interface Row {
  readonly id: number;
  readonly text: string;
}

/** The arguments of a connection. */
export interface PageArguments {
  readonly first: number;
  readonly after?: string | null;
}

/** The list of a connection: that of a parent, or of the root, with the title of a publication as a filter. */
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

/** The text and key after which a page begins; without a cursor, those before all rows. */
export function positionOf(after: string | null | undefined): readonly [string, number] {
  return after ? JSON.parse(Buffer.from(after, 'base64url').toString()) : ['', 0];
}

/** A page, made of its rows and, if there is a next page, one additional row. */
export function connection(
  type: 'Article' | 'Publication',
  rows: readonly Row[],
  { first, after }: PageArguments,
  list: ListOf,
) {
  const edges = rows.slice(0, first).map((row) => ({
    cursor: Buffer.from(JSON.stringify([row.text, row.id])).toString('base64url'),
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

/** A row as the object that its type resolves. */
export function node(type: 'Article' | 'Publication', row: Row) {
  const text = type === 'Article' ? { headline: row.text } : { title: row.text };
  return { __typename: type, id: toId(type, row.id), key: row.id, ...text };
}
