/** A row of the change table: what one statement did to the rows of one table, or to some thousands of them. */
export interface ChangeRow {
  readonly seq: bigint;
  /** The ID of the transaction. */
  readonly transaction: string;
  readonly table: string;
  readonly operation: 'INSERT' | 'UPDATE' | 'DELETE' | 'TRUNCATE';
  /** The keys of the rows; of a join table, the keys in its first column. Empty for TRUNCATE. */
  readonly keys: readonly string[];
  /** The keys in the second column of a join table, in the same order. */
  readonly targetKeys: readonly string[];
}
