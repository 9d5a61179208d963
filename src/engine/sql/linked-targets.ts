import { sql } from 'kysely';
import type { Executor } from '../database.js';
import type { Key } from '../kinds/kind.js';
import type { End } from '../model/tables.js';
import {
  keyParameter,
  keyRef,
  keysParameter,
  type Row,
  selectedColumns,
  selectedLinkColumns,
  tableRef,
} from './columns.js';
import { orderBy, readTargetOrder } from './order.js';
import { parameter, templatesOf } from './statement.js';

interface Wanted {
  readonly owner: Key;
  readonly targets: readonly Key[];
}

const statements = templatesOf<End, Wanted, Row>(
  (end) => {
    const { owner, target, table, ownerColumn, targetColumn, link } = end;
    const ownerKey = keyParameter(
      owner,
      parameter<Wanted>((wanted) => wanted.owner),
    );
    const targetKeys = keysParameter(
      target,
      parameter<Wanted>(({ targets }) => targets),
    );
    const columns = [
      selectedColumns(target, 'node'),
      ...(link ? [selectedLinkColumns(link, 'link')] : []),
    ];
    return sql`
      SELECT ${sql.join(columns)}
      FROM ${sql.table(table)} AS link JOIN ${tableRef(target)} AS node ON ${sql.id('link', targetColumn)} = ${keyRef(target, 'node')}
      WHERE ${sql.id('link', ownerColumn)} = ${ownerKey} AND ${sql.id('link', targetColumn)} = ANY(${targetKeys})
      ORDER BY ${orderBy(readTargetOrder(end))}`;
  },
  { prepare: true },
);

/** Reads those of `targets` that the owner is linked to, with the columns of their links, in the default order. */
export function readLinkedTargets(
  end: End,
  owner: Key,
  targets: readonly Key[],
  executor: Executor,
): Promise<readonly Row[]> {
  return statements(end).run(executor, { owner, targets });
}
