/** An enum, with its names in the API and in PostgreSQL. */
export interface EnumModel {
  /** In the API: `Level`. */
  readonly name: string;
  /** In the database: `course_level`. */
  readonly type: string;
  readonly description?: string;
  /** In their declared order, in which PostgreSQL sorts them. */
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
