import { capitalized, fieldNames } from '../engine/naming.js';

/** A field whose type is a connection. */
export interface ListShape {
  /** The type that has the field: the query type or a row's. */
  readonly parent: string;
  readonly isRoot: boolean;
  readonly field: string;
  readonly node: string;
  readonly edge: string;
  readonly connection: string;
  /** The fields of an edge without its cursor and node: the columns of the link. */
  readonly columns: readonly string[];
  /** The arguments that make another list, not another page of it. */
  readonly keyArguments: readonly string[];
}

/** One end of a many-to-many relation. */
export interface EndShape {
  readonly list: ListShape;
  /** One of what the list has: `publication`. */
  readonly singular: string;
  /** The list at the other end; undefined if the schema does not tell which it is. */
  readonly back: ListShape | undefined;
}

/** A type of rows. */
export interface RowShape {
  readonly type: string;
  /** `article` */
  readonly one: string;
  readonly root: ListShape | undefined;
  readonly ends: readonly EndShape[];
  /** Its fields that lead to one row, and the list of that row which has it. */
  readonly references: readonly {
    readonly field: string;
    readonly target: string;
    readonly back: ListShape | undefined;
  }[];
}

/** What the updates of a cache need to know of an API. */
export interface ApiShape {
  readonly query: string;
  readonly mutation: string;
  readonly mutations: readonly string[];
  readonly lists: readonly ListShape[];
  readonly rows: ReadonlyMap<string, RowShape>;
  /** The types of each interface and union. */
  readonly possibleTypes: Readonly<Record<string, string[]>>;
  /** The names of a field's type and, of an enum, its values in their order. */
  readonly valueType: (type: string, field: string) => ValueType | undefined;
}

/** A scalar or an enum. */
export interface ValueType {
  readonly name: string;
  readonly values?: readonly string[];
}

/** The other end of an end, by `Type.field`, where the schema does not tell it: `{ 'Person.friends': 'friends' }`. */
export type OtherEnds = Readonly<Record<string, string>>;

/** The names of the inputs and payload fields that tell a change of an end's links in a mutation of its owner. */
export const endNames = ({ singular, list }: EndShape) => ({
  ids: fieldNames.ids(singular),
  added: fieldNames.addedEdges(singular),
  removed: fieldNames.removedIds(singular),
  edge: fieldNames.edge(singular),
  field: list.field,
  capitalized: capitalized(list.field),
});
