import { sql } from 'kysely';
import type { Sql } from '../kinds/kind.js';
import { kindOf } from '../kinds/kinds.js';
import type { End } from '../model/tables.js';
import { assigned } from './column-values.js';
import { keysParameter, storedLinkColumns } from './columns.js';
import type { GroupColumn, LinkGroup } from './link-groups.js';
import { listLiteral } from './list-literal.js';

/** How new links of several owners name them. */
export interface LinkOwners {
  /** The SQL type of `NewLink.owner`. */
  readonly type: string;
  /** SQL in the FROM of the source: the same of an owner. */
  readonly name: Sql;
}

/** The owner and the targets of new links, as parts of a SELECT. */
export interface LinkSource {
  /** The key of the owner, and that of a target. */
  readonly owner: Sql;
  readonly target: Sql;
  /** If the links have several owners. */
  readonly owners?: LinkOwners;
  /** SQL for FROM: all owners and all targets, each once. */
  readonly from: Sql;
  /** The condition for creating links; none by default. */
  readonly where?: Sql;
  /** Whether some of the links may exist: those are not changed. */
  readonly mayExist: boolean;
}

/**
 * SQL, parts of a WITH: inserts links. For each link that did not exist, the table `name` has the `key` of its target, the `owner` if
 * there are several, and its own columns, stored.
 */
export function insertedLinks(
  end: End,
  groups: readonly LinkGroup[],
  source: LinkSource,
  name: string,
): Sql[] {
  const [first, ...others] = groups;
  if (first && others.length === 0)
    return [sql`${sql.id(name)} AS (${insertion(end, first, source, false)})`];
  const parts = groups.map((group, index) => [sql.id(`${name}_${index}`), group] as const);
  return [
    ...parts.map(([part, group]) => sql`${part} AS (${insertion(end, group, source, true)})`),
    sql`${sql.id(name)} AS (${sql.join(
      parts.map(([part]) => sql`SELECT * FROM ${part}`),
      sql` UNION ALL `,
    )})`,
  ];
}

function insertion(
  end: End,
  { targets, owners: ownersOfTargets, columns }: LinkGroup,
  source: LinkSource,
  some: boolean,
): Sql {
  const { table, ownerColumn, targetColumn, link } = end;
  const { owner, target, owners, from, where, mayExist } = source;
  // The values of single links are arrays, one for each column, in the order of the array of targets.
  const ofSingle = columns.filter((each) => 'values' in each);
  const values = [
    keysParameter(end.target, sql`${targets}`),
    ...(owners ? [sql`${ownersOfTargets}::${sql.raw(owners.type)}[]`] : []),
    ...ofSingle.map(arrayOf),
  ];
  const names = [
    'key',
    ...(owners ? ['owner'] : []),
    ...ofSingle.map((_, index) => `v${index}`),
  ].map((each) => sql.id(each));
  const isOwner = owners ? sql` AND _value.owner = ${owners.name}` : sql``;
  const joined = sql` JOIN unnest(${sql.join(values)}) AS _value(${sql.join(names)}) ON _value.key = ${target}${isOwner}`;
  const assignedColumns = columns.map((each) =>
    'values' in each
      ? sql`${sql.id('_value', `v${ofSingle.indexOf(each)}`)}::${sql.raw(kindOf(each.column).parameterType(each.column))}`
      : assigned(each),
  );
  const key = [ownerColumn, targetColumn].map((column) => sql.id(column));
  const named = [...key, ...columns.map(({ column }) => sql.id(column.column))];
  const returned = [
    sql`${sql.id('link', targetColumn)} AS key`,
    ...(owners ? [sql`${sql.id('link', ownerColumn)} AS owner`] : []),
    ...(link ? [storedLinkColumns(link, 'link')] : []),
  ];
  // The same order from both ends, so that two statements do not each wait for a link of the other.
  const order =
    owners && ownerColumn < targetColumn ? [owner, target] : owners ? [target, owner] : [target];
  return sql`INSERT INTO ${sql.table(table)} AS link (${sql.join(named)})
    SELECT ${sql.join([owner, target, ...assignedColumns])} FROM ${from}${some || owners || ofSingle.length > 0 ? joined : sql``}${where ? sql` WHERE ${where}` : sql``} ORDER BY ${sql.join(order)}
    ${mayExist ? sql`ON CONFLICT (${sql.join(key)}) DO NOTHING ` : sql``}RETURNING ${sql.join(returned)}`;
}

/** SQL: an array of the values of a column, one for each link. */
function arrayOf({ column, values }: Extract<GroupColumn, { values: unknown }>): Sql {
  const type = kindOf(column).parameterType(column);
  // PostgreSQL has no arrays of arrays of different lengths: each list is passed as a text.
  return column.list
    ? sql`${values.map((value) => (value === null ? null : listLiteral(value as readonly unknown[])))}::text[]`
    : sql`${values}::${sql.raw(type)}[]`;
}
