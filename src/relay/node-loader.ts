import DataLoader from 'dataloader';
import { sql } from 'kysely';
import { plannedOnce } from '../database/planned-once.js';
import type { RelayContext } from './context.js';
import { notFound } from './errors.js';
import { encodeGlobalId } from './global-id.js';
import type { NodeType } from './node-type.js';
import { columnsOf, type Row } from './row-source.js';

/** Loads a row of `node` by key, or null where there is none: one statement for all that are asked for in the same turn. */
export function loadNode(node: NodeType, key: number, { database, loaders }: RelayContext): Promise<Row | null> {
  const loader = loaders.get(
    node,
    () =>
      new DataLoader<number, Row | null>(async (keys) => {
        const { rows } = await sql<Row>`
          ${plannedOnce} SELECT ${columnsOf(node, 'node')} FROM ${sql.table(node.name)} AS node WHERE node.id = ANY(${keys}::int[])`.execute(
          database.kysely,
        );
        const byKey = new Map(rows.map((row) => [row.id, row]));
        return keys.map((key) => byKey.get(key) ?? null);
      }),
  );
  return loader.load(key);
}

/** Throws NOT_FOUND if any of `keys` are among those `missing`, with the IDs of all that are, in the order of `keys`. */
export function refuseMissing(node: NodeType, keys: readonly number[], missing: Iterable<number>, argument: string): void {
  const absent = new Set(missing);
  const atFault = keys.filter((key) => absent.has(key));
  if (atFault.length > 0) throw notFound({ argument, ids: atFault.map((key) => encodeGlobalId(node.name, key)) });
}
