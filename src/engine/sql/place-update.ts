import { sql } from 'kysely';
import type { Executor } from '../database.js';
import type { Key } from '../kinds/kind.js';
import { kindOf } from '../kinds/kinds.js';
import type { PositionedEnd } from '../model/tables.js';
import { assigned, valuesOfChanged } from './column-values.js';
import { keyParameter, keysParameter, type Row, storedLinkColumns } from './columns.js';
import { moved } from './link-parts.js';
import { run } from './statement.js';

/**
 * Writes new places in an owner's list, and returns those of `targets` that were written, with the columns of their links.
 * Other rows that make room for these are not updated as far as `@updatedAt` is concerned.
 */
export async function writePlaces(
  end: PositionedEnd,
  owner: Key,
  places: ReadonlyMap<Key, unknown>,
  targets: readonly Key[],
  executor: Executor,
): Promise<readonly Row[]> {
  const { position, target, columns, link } = end;
  const type = sql.raw(kindOf(position).parameterType(position));
  const isMoved = (key: ReturnType<typeof sql.id>) =>
    sql`${key} = ANY(${keysParameter(target, sql`${targets}`)})`;
  const key = sql.id('link', end.targetColumn);
  const [place, ...others] = valuesOfChanged(columns, [{ column: position, value: undefined }]);
  if (!place) return [];
  const updated = others.map(
    (each) =>
      sql`, ${sql.id(each.column.column)} = CASE WHEN ${isMoved(key)} THEN ${assigned(each)} ELSE ${sql.id('link', each.column.column)} END`,
  );
  const [result] = await run<{ moved: Row[] }>(
    executor,
    sql`
      WITH _written AS (
        UPDATE ${sql.table(end.table)} AS link SET ${sql.id(position.column)} = _place.place${sql.join(updated, sql``)}
        FROM unnest(${keysParameter(target, sql`${[...places.keys()]}`)}, ${[...places.values()]}::${type}[]) AS _place(key, place)
        WHERE ${sql.id('link', end.ownerColumn)} = ${keyParameter(end.owner, sql`${owner}`)} AND ${key} = _place.key
        RETURNING ${key} AS key, ${storedLinkColumns(link, 'link')}
      ),
      _moved AS (SELECT * FROM _written WHERE ${isMoved(sql.id('_written', 'key'))})
      SELECT ${moved(end)}`,
  );
  return result?.moved ?? [];
}
