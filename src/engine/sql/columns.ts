import { sql } from 'kysely';
import type { Key, Sql } from '../kinds/kind.js';
import { kindOf } from '../kinds/kinds.js';
import type { ColumnModel } from '../model/column.js';
import type { Link } from '../model/link.js';
import type { End, Table } from '../model/tables.js';

/**
 * A row as the engine reads it: the selected values by their names in the API, and its key as `id`. Names in the API never
 * begin with an underscore, so the columns that statements add to a row do.
 */
export interface Row {
  readonly id: Key;
  readonly [field: string]: unknown;
}

/** SQL for FROM: `table`. */
export const tableRef = ({ table }: Table): Sql => sql.table(table);

/** SQL: the key of the row of `table` under `alias`. */
export const keyRef = ({ key }: Table, alias: string): Sql => sql.id(alias, key.column);

/** SQL: keys as a parameter of `table`'s key type. */
export const keyParameter = (table: Table, key: Sql): Sql =>
  sql`${key}::${sql.raw(keyType(table))}`;

/** SQL: a list of keys as a parameter. */
export const keysParameter = (table: Table, keys: Sql): Sql =>
  sql`${keys}::${sql.raw(keyType(table))}[]`;

/** The SQL type that keys of `table` are cast to. */
export const keyType = ({ key }: Table): string => kindOf(key).parameterType(key);

/** A column by its name in a row. */
type NamedColumn = readonly [name: string, column: ColumnModel];

const namedColumns = ({ key, columns }: Table): NamedColumn[] => [
  ['id', key],
  ...columns.map((column) => [column.name, column] as const),
];

/** The name in a row of the link's column with the name `name` in the API. */
export const linkColumnName = (name: string): string => `_link.${name}`;

const namedLinkColumns = ({ fields }: Link): NamedColumn[] =>
  [...fields].map(([name, column]) => [linkColumnName(name), column]);

/** The columns of the link in a row that has them. */
export const linkColumnsOf = ({ fields }: Link, row: Row): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    [...fields.keys()].map((name) => [linkColumnName(name), row[linkColumnName(name)]]),
  );

const named = (value: Sql, column: string, name: string): Sql =>
  column === name ? value : sql`${value} AS ${sql.id(name)}`;

/**
 * SQL: the stored values of the row of `table` under `alias`, named as in a row. Subqueries return these, because
 * they compare and order stored values.
 */
export const storedColumns = (table: Table, alias: string): Sql =>
  stored(namedColumns(table), alias);

/** SQL: the stored values of the link under `alias`, named as in a row. */
export const storedLinkColumns = (link: Link, alias: string): Sql =>
  stored(namedLinkColumns(link), alias);

function stored(columns: readonly NamedColumn[], alias: string): Sql {
  return sql.join(columns.map(([name, { column }]) => named(sql.id(alias, column), column, name)));
}

/** SQL: the same columns of a subquery `alias` that selects `storedColumns`. */
export function passedColumns(table: Table, alias: string): Sql {
  return sql.join(namedColumns(table).map(([name]) => sql.id(alias, name)));
}

/** SQL: the link columns of a subquery `alias` that selects `storedLinkColumns`. */
export function passedLinkColumns(link: Link, alias: string): Sql {
  return sql.join(namedLinkColumns(link).map(([name]) => sql.id(alias, name)));
}

/** SQL: the selected values of the row of `table` under `alias`, which a statement returns. */
export const selectedColumns = (table: Table, alias: string): Sql =>
  selectedOf(namedColumns(table), alias);

/** SQL: the selected values of the link under `alias`, which a statement returns. */
export const selectedLinkColumns = (link: Link, alias: string): Sql =>
  selectedOf(namedLinkColumns(link), alias);

function selectedOf(columns: readonly NamedColumn[], alias: string): Sql {
  return sql.join(
    columns.map(([name, column]) =>
      selected(sql.id(alias, column.column), column, name, column.column),
    ),
  );
}

/** SQL: the selected values of a subquery `alias` that selects `storedColumns`. */
export const selectedAgain = (table: Table, alias: string): Sql =>
  selectedOfStored(namedColumns(table), alias);

/** SQL: the selected values of the link in a subquery `alias` that selects `storedLinkColumns`. */
export const selectedLinkAgain = (link: Link, alias: string): Sql =>
  selectedOfStored(namedLinkColumns(link), alias);

function selectedOfStored(columns: readonly NamedColumn[], alias: string): Sql {
  return sql.join(
    columns.map(([name, column]) => selected(sql.id(alias, name), column, name, name)),
  );
}

function selected(value: Sql, column: ColumnModel, name: string, currentName: string): Sql {
  const { select } = kindOf(column);
  return select
    ? sql`${select(value, column)} AS ${sql.id(name)}`
    : named(value, currentName, name);
}

/** SQL: a row as one JSON value, from a subquery `alias` that selects `storedColumns`. */
export function rowAsJson(table: Table, alias: string): Sql {
  const isSelectedAsStored = namedColumns(table).every(([, column]) => !kindOf(column).select);
  return isSelectedAsStored
    ? sql`to_json(${sql.id(alias)})`
    : sql`(SELECT to_json(_row) FROM (SELECT ${selectedAgain(table, alias)}) AS _row)`;
}

/** SQL: the same for a target of an end, with the columns of its link if the API shows them. */
export function targetAsJson({ target, link }: Pick<End, 'target' | 'link'>, alias: string): Sql {
  if (!link) return rowAsJson(target, alias);
  return sql`(SELECT to_json(_row) FROM (SELECT ${selectedAgain(target, alias)}, ${selectedLinkAgain(link, alias)}) AS _row)`;
}

/** SQL: the selected value of a stored key. */
export function selectedKey({ key }: Table, value: Sql): Sql {
  return kindOf(key).select?.(value, key) ?? value;
}
