import DataLoader from 'dataloader';
import type { GraphQLError } from 'graphql';
import { sql } from 'kysely';
import type { RelayContext } from '../context.js';
import { notFound } from '../errors.js';
import { encodeGlobalId } from '../model/global-id.js';
import type { NodeType } from '../schema/node-type.js';
import { columnsOf, type Row } from '../sql/row-source.js';
import { parameter, StatementTemplate } from '../sql/statement.js';

/** The statement that reads rows of a type by key. */
const lookups = new WeakMap<NodeType, StatementTemplate<readonly number[], Row>>();

function lookupOf(node: NodeType): StatementTemplate<readonly number[], Row> {
  const known = lookups.get(node);
  if (known) return known;
  const keys = parameter<readonly number[]>((values) => values);
  const lookup = new StatementTemplate<readonly number[], Row>(
    () =>
      sql`SELECT ${columnsOf(node, 'node')} FROM ${sql.table(node.name)} AS node WHERE node.id = ANY(${keys}::int[])`,
    { prepare: true },
  );
  lookups.set(node, lookup);
  return lookup;
}

/** Loads a row of `node` by key, or null where there is none: one statement for all that are asked for in the same turn. */
export function loadNode(
  node: NodeType,
  key: number,
  { database, loaders }: RelayContext,
): Promise<Row | null> {
  const loader = loaders.get(
    node,
    () =>
      new DataLoader<number, Row | null>(async (keys) => {
        const rows = await lookupOf(node).run(database, keys);
        const byKey = new Map(rows.map((row) => [row.id, row]));
        return keys.map((each) => byKey.get(each) ?? null);
      }),
  );
  return loader.load(key);
}

/** The error for a row that does not exist. */
export function rowMissing(node: NodeType, key: number, argument: string): GraphQLError {
  return notFound({ argument, ids: [encodeGlobalId(node.name, key)] });
}

/** Throws NOT_FOUND if any of `keys` are among those `missing`, with the IDs of all that are, in the order of `keys`. */
export function refuseMissing(
  node: NodeType,
  keys: readonly number[],
  missing: Iterable<number>,
  argument: string,
): void {
  const absent = new Set(missing);
  const atFault = keys.filter((key) => absent.has(key));
  if (atFault.length > 0)
    throw notFound({ argument, ids: atFault.map((key) => encodeGlobalId(node.name, key)) });
}
