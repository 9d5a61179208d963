/** The kinds of columns. `kinds.ts` has the definition of each. */
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
