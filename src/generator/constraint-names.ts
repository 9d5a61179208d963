import type { DMMF } from '@prisma/generator-helper';

/** The maximum length of a name in PostgreSQL, in bytes. */
const longest = 63;

/** The name of a unique constraint in the database: the declared one, or that of Prisma's migrations. */
export function constraintName(
  index: DMMF.Index,
  table: string,
  columns: readonly string[],
): string {
  return index.dbName ?? prismaName(table, columns, '_key');
}

/** The name of a foreign key in the database, likewise; `declared` is that of its `@relation`. */
export function foreignKeyName(
  declared: string | undefined,
  table: string,
  columns: readonly string[],
): string {
  return declared ?? prismaName(table, columns, '_fkey');
}

function prismaName(table: string, columns: readonly string[], suffix: string): string {
  const name = Buffer.from([table, ...columns].join('_'));
  if (name.length < longest - suffix.length) return `${name}${suffix}`;
  // Cut between characters: a byte that continues one starts with the bits 10.
  let end = longest - suffix.length;
  while (((name[end] ?? 0) & 0xc0) === 0x80) end--;
  return `${name.subarray(0, end)}${suffix}`;
}
