import type { EnumModel } from './enum.js';

/** What a column holds, as the API knows it: each kind has a scalar, filters, an order and a cursor value of its own. */
export type KindName =
  | 'text'
  | 'uuid'
  | 'int'
  | 'smallint'
  | 'float'
  | 'bigint'
  | 'decimal'
  | 'boolean'
  | 'datetime'
  | 'date'
  | 'enum'
  | 'json'
  | 'bytes';

/** Where the value of a new row comes from when the input has none. */
export type ColumnDefault =
  /** The database's own default: the engine leaves the column out of its INSERT. */
  | 'database'
  /**
   * The engine makes it, as Prisma's client would: the column has no default in the database, or one that depends on the
   * session's time zone (`now`).
   */
  | { readonly generator: 'now' | 'ulid' }
  | { readonly generator: 'cuid'; readonly version: 1 | 2 }
  | { readonly generator: 'uuid'; readonly version: 4 | 7 }
  | { readonly generator: 'nanoid'; readonly length: number };

/** A column of a table, or of the links of a many-to-many relation. */
export interface ColumnModel {
  /** In the API: `startsOn`. Of a foreign key the name of its input: `departmentId`. */
  readonly name: string;
  /** In the database: `starts_on`. */
  readonly column: string;
  readonly kind: KindName;
  /** The SQL type as a statement spells it, of one element if it is a list: `int4`, `varchar(60)`, `"course_level"`. */
  readonly type: string;
  readonly nullable: boolean;
  readonly list: boolean;
  /** The enum of a column of kind `enum`. */
  readonly enum?: EnumModel;
  /** The longest text in code points, of kind `text`. */
  readonly maximum?: number;
  /** The most digits of a `decimal`, and how many of them follow the point; neither is there if it may have any number. */
  readonly precision?: number;
  readonly scale?: number;
  readonly default?: ColumnDefault;
  /** Set to the current time by each update, and never an input. */
  readonly updatedAt: boolean;
  /** Shown, filtered and ordered, but never an input. */
  readonly readonly: boolean;
  /**
   * Not a field of its own: a foreign key, which is seen through its to-one relation; or a column left out with `@omit`,
   * which is here only because the engine has to fill it in (a generated default, or `updatedAt`).
   */
  readonly hidden: boolean;
  /** Whether the empty text is a value. */
  readonly emptyAllowed: boolean;
  readonly description?: string;
}
