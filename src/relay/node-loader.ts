import DataLoader from 'dataloader';
import { sql } from 'kysely';
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
          SELECT ${columnsOf(node, 'node')} FROM ${sql.table(node.name)} AS node WHERE node.id = ANY(${keys}::int[])`.execute(
          database.kysely,
        );
        const byKey = new Map(rows.map((row) => [row.id, row]));
        return keys.map((key) => byKey.get(key) ?? null);
      }),
  );
  return loader.load(key);
}

/** Throws NOT_FOUND, with all IDs at fault, unless every one of `keys` is among those `found`. */
export function requireAll(node: NodeType, keys: readonly number[], found: Iterable<number>, argument: string): void {
  const present = new Set(found);
  const missing = keys.filter((key) => !present.has(key));
  if (missing.length > 0) throw notFound({ argument, ids: missing.map((key) => encodeGlobalId(node.name, key)) });
}
