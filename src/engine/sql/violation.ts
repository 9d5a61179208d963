/** A constraint or a limit of PostgreSQL that a change violates, with the names of the database. */
export interface Violation {
  /**
   * Two rows with the same value, a row that other rows still refer to, or a value that is too long for an index or for a row. PostgreSQL
   * may name no constraint and no table for the last, and then they are empty.
   */
  readonly kind: 'unique' | 'foreign key' | 'too long';
  readonly constraint: string;
  /** The table that has the constraint: of a foreign key, the one that refers to the other. */
  readonly table: string;
  /** The columns of a unique constraint or index, as far as the error tells them. */
  readonly columns: readonly string[];
}

/**
 * Codes of PostgreSQL (https://www.postgresql.org/docs/current/errcodes-appendix.html). RESTRICT has one of its own since
 * version 18.
 */
const kinds: Readonly<Record<string, Violation['kind']>> = {
  '23505': 'unique',
  '23503': 'foreign key',
  '23001': 'foreign key',
  '54000': 'too long',
};

/** The violation of a database error; undefined for any other error. */
export function violationOf(error: unknown): Violation | undefined {
  if (!(error instanceof Error)) return undefined;
  // See `Executor`.
  const { code, constraint, table, columns, detail } = error as Error & Record<string, unknown>;
  const kind = typeof code === 'string' ? kinds[code] : undefined;
  if (!kind) return undefined;
  return {
    kind,
    constraint: String(constraint ?? ''),
    table: String(table ?? ''),
    columns: Array.isArray(columns) ? columns.map(String) : columnsIn(String(detail ?? '')),
  };
}

/** The columns that the detail of a violation names. */
function columnsIn(detail: string): readonly string[] {
  // `Key (floor, name)=(1, x) already exists.` in English, and the same parentheses in every other language.
  const [, list = ''] = /\(([^()]*)\)=\(/.exec(detail) ?? [];
  return list === '' ? [] : list.split(', ').map((name) => name.replace(/^"|"$/g, ''));
}
