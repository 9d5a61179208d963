/** An enum, the same in PostgreSQL and in the API but for its names. */
export interface EnumModel {
  /** In the API: `Level`. */
  readonly name: string;
  /** In the database: `course_level`. */
  readonly type: string;
  readonly description?: string;
  /** In their declared order, which is the order that PostgreSQL sorts them in. */
  readonly values: readonly EnumValueModel[];
}

/** One value of an enum. */
export interface EnumValueModel {
  /** In the API: `ADVANCED`. */
  readonly name: string;
  /** In the database: `expert`. */
  readonly value: string;
  readonly description?: string;
}
