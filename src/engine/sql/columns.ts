import { sql } from 'kysely';
import type { Key, Sql } from '../kinds/kind.js';
import { kindOf } from '../kinds/kinds.js';
import type { ColumnModel } from '../model/column.js';
import type { Link } from '../model/link.js';
import type { End, Table } from '../model/tables.js';

/**
 * A row as the engine reads it: selected values by their names in the API, and its key as `id`. Names in the API never
 * begin with an underscore, so what statements add to a row has a name that does.
 */
export interface Row {
  readonly id: Key;
  readonly [field: string]: unknown;
}

/** SQL: `table`, to stand in FROM. */
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

/** A column by the name that it has in a row. */
type NamedColumn = readonly [name: string, column: ColumnModel];

const namedColumns = ({ key, columns }: Table): NamedColumn[] => [
  ['id', key],
  ...columns.map((column) => [column.name, column] as const),
];

/** The name in a row of the link's column that the API calls `name`. */
export const linkColumnName = (name: string): string => `_link.${name}`;

const namedLinkColumns = ({ fields }: Link): NamedColumn[] =>
  [...fields].map(([name, column]) => [linkColumnName(name), column]);

/** The columns of a link, of a row that has them. */
export const linkColumnsOf = ({ fields }: Link, row: Row): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    [...fields.keys()].map((name) => [linkColumnName(name), row[linkColumnName(name)]]),
  );

const named = (value: Sql, column: string, name: string): Sql =>
  column === name ? value : sql`${value} AS ${sql.id(name)}`;

/**
 * SQL: the stored values of the row of `table` under `alias`, named as in a row. This is what subqueries hand to each other,
 * which compare and order stored values.
 */
export const storedColumns = (table: Table, alias: string): Sql =>
  stored(namedColumns(table), alias);

/** SQL: the stored values of the link under `alias`, named as in a row. */
export const storedLinkColumns = (link: Link, alias: string): Sql =>
  stored(namedLinkColumns(link), alias);

function stored(columns: readonly NamedColumn[], alias: string): Sql {
  return sql.join(columns.map(([name, { column }]) => named(sql.id(alias, column), column, name)));
}

/** SQL: the same columns of a subquery `alias` that has them from `storedColumns`. */
export function passedColumns(table: Table, alias: string): Sql {
  return sql.join(namedColumns(table).map(([name]) => sql.id(alias, name)));
}

/** SQL: the link, of a subquery `alias` that has it from `storedLinkColumns`. */
export function passedLinkColumns(link: Link, alias: string): Sql {
  return sql.join(namedLinkColumns(link).map(([name]) => sql.id(alias, name)));
}

/** SQL: the row of `table` under `alias`, selected: what a statement returns. */
export function selectedColumns(table: Table, alias: string): Sql {
  return sql.join(
    namedColumns(table).map(([name, column]) =>
      selected(sql.id(alias, column.column), column, name, column.column),
    ),
  );
}

/** SQL: the same, of what `storedColumns` gave to a subquery that now has the name `alias`. */
export const selectedAgain = (table: Table, alias: string): Sql =>
  selectedOfStored(namedColumns(table), alias);

/** SQL: the link, selected, of what `storedLinkColumns` gave to a subquery that now has the name `alias`. */
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

/** SQL: a row as one value of JSON, of what `storedColumns` gave to the subquery `alias`. */
export function rowAsJson(table: Table, alias: string): Sql {
  const isSelectedAsStored = namedColumns(table).every(([, column]) => !kindOf(column).select);
  return isSelectedAsStored
    ? sql`to_json(${sql.id(alias)})`
    : sql`(SELECT to_json(_row) FROM (SELECT ${selectedAgain(table, alias)}) AS _row)`;
}

/** SQL: the same, of a target of `end` with the columns of its link, where these are shown. */
export function targetAsJson({ target, link }: End, alias: string): Sql {
  if (!link) return rowAsJson(target, alias);
  return sql`(SELECT to_json(_row) FROM (SELECT ${selectedAgain(target, alias)}, ${selectedLinkAgain(link, alias)}) AS _row)`;
}

/** SQL: a key, stored, as selected. */
export function selectedKey({ key }: Table, value: Sql): Sql {
  return kindOf(key).select?.(value, key) ?? value;
}
