import type { KindName } from '../kinds/kind-name.js';
import type { EnumModel } from './enum.js';

/** The source of the value of a new row if the input has none. */
export type ColumnDefault =
  /** The default of the database: the INSERT does not contain the column. */
  | 'database'
  /**
   * The engine generates it, as Prisma's client would: the column has no default in the database, or one that depends on the
   * session's time zone (`now`).
   */
  | { readonly generator: 'now' | 'ulid' }
  | { readonly generator: 'cuid'; readonly version: 1 | 2 }
  | { readonly generator: 'uuid'; readonly version: 4 | 7 }
  | { readonly generator: 'nanoid'; readonly length: number };

/** A column of a table, or of the links of a many-to-many relation. */
export interface ColumnModel {
  /** In the API: `startsOn`. For a foreign key, the name of its input: `departmentId`. */
  readonly name: string;
  /** In the database: `starts_on`. */
  readonly column: string;
  readonly kind: KindName;
  /** The SQL type, of one element if it is a list: `int4`, `varchar(60)`, `"course_level"`. */
  readonly type: string;
  readonly nullable: boolean;
  readonly list: boolean;
  /** The enum of a column of kind `enum`. */
  readonly enum?: EnumModel;
  /** The maximum length in code points, for the kind `text`. */
  readonly maximum?: number;
  /** The precision and scale of a `decimal`; undefined if it is not limited. */
  readonly precision?: number;
  readonly scale?: number;
  readonly default?: ColumnDefault;
  /** Set to the current time by each update, and never an input. */
  readonly updatedAt: boolean;
  /** A field, a filter and an order, but never an input. */
  readonly readonly: boolean;
  /**
   * Not a field: a foreign key, whose to-one relation is one, or a column with `@omit` whose values the engine generates (a
   * generated default, or `updatedAt`).
   */
  readonly hidden: boolean;
  /** Whether the empty text is a value. */
  readonly emptyAllowed: boolean;
  readonly description?: string;
}
