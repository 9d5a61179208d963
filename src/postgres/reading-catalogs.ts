import { ColumnTypeEnum, type SqlDriverAdapter, type SqlQuery } from '@prisma/driver-adapter-utils';
import type pg from 'pg';

/** The OIDs of the types "char", which Prisma's adapter does not know, and text. */
const charType = 18;
const textType = 25;

/**
 * Makes the schema engine work with the catalogs of PostgreSQL 18. They have columns of the type `"char"`, which Prisma's adapter
 * does not support, and list NOT NULL constraints, whose kind makes the engine hang.
 */
export function readingCatalogs<Adapter extends SqlDriverAdapter>(
  adapter: Adapter,
  pool: pg.Pool,
): Adapter {
  // By the rows of a result, which the adapter passes on as they are.
  const charColumns = new WeakMap<object, number[]>();
  const query = pool.query.bind(pool);
  // The adapter uses one of its many signatures: a statement's object, and a promise of its rows as arrays.
  const queryArrays = query as (config: pg.QueryArrayConfig) => Promise<pg.QueryArrayResult>;
  const readChars = async (config: pg.QueryArrayConfig) => {
    const result = await queryArrays(config);
    // A script, which the schema engine reads nothing from.
    if (typeof config !== 'object') return result;
    const chars: number[] = [];
    for (const [index, field] of result.fields.entries()) {
      if (field.dataTypeID !== charType) continue;
      chars.push(index);
      field.dataTypeID = textType;
    }
    charColumns.set(result.rows, chars);
    return result;
  };
  pool.query = readChars as typeof pool.query;

  const queryRaw = adapter.queryRaw.bind(adapter);
  adapter.queryRaw = async (statement: SqlQuery) => {
    const sql = statement.sql.replace(
      `contype NOT IN ('p', 'u', 'f')`,
      `contype NOT IN ('p', 'u', 'f', 'n', 't')`,
    );
    const result = await queryRaw({ ...statement, sql });
    for (const index of charColumns.get(result.rows) ?? [])
      result.columnTypes[index] = ColumnTypeEnum.Character;
    return result;
  };
  return adapter;
}
