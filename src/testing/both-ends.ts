import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import type { EndModel, ToOneModel } from '../engine/model/relation.js';
import type { TestedApi } from './api.js';
import { readRows, type ShownRows } from './rows.js';

/**
 * Checks that each relation is the same from both of its ends: a row lists another one exactly if that one lists it, with the
 * same columns of the link; a row refers to another one exactly if that one lists it; and `totalCount` is the number of edges.
 */
export async function checkBothEnds(api: TestedApi): Promise<void> {
  compareEnds(api, await readRows(api));
}

/** `checkBothEnds`, for rows that were read before. */
export function compareEnds({ model }: TestedApi, rows: ShownRows): void {
  for (const [type, shown] of rows) {
    for (const { id, lists } of shown) {
      for (const [name, { totalCount, edges }] of Object.entries(lists))
        strictEqual(totalCount, edges.length, `totalCount of ${type}.${name} of ${id}`);
    }
  }
  for (const relation of model.relations) {
    if (relation.kind === 'to-one') compareReferences(relation, rows);
    else {
      const [a, b] = relation.ends;
      const [near, far] = [pairsOf(a, rows), pairsOf(b, rows)];
      if (!near || !far) continue;
      const reversed = far.map(([target, owner, columns]): Pair => [owner, target, columns]);
      compare(near, reversed, `${a.table}.${a.field}`, `${b.table}.${b.field}`);
    }
  }
}

/** The IDs of an owner and a target, and the columns of their link as JSON. */
type Pair = readonly [owner: string, target: string, columns: string];

/** Undefined if the API does not show this end. */
function pairsOf({ table, field }: EndModel, rows: ShownRows): Pair[] | undefined {
  return rows.get(table)?.flatMap(({ id, lists }) =>
    (lists[field]?.edges ?? []).map(
      // In the order of their names: both ends may not select them in the same order.
      ({ id: target, columns }): Pair => [
        id,
        target,
        JSON.stringify(Object.entries(columns).sort()),
      ],
    ),
  );
}

function compareReferences({ owner, field, target, back }: ToOneModel, rows: ShownRows): void {
  const [owners, targets] = [rows.get(owner), rows.get(target)];
  if (!owners || !targets || !back) return;
  const near = owners.flatMap(({ id, references }): Pair[] => {
    const referenced = references[field];
    return referenced ? [[id, referenced, '']] : [];
  });
  const far = targets.flatMap(({ id, lists, references }) => {
    const found = back.many
      ? (lists[back.field]?.edges.map((edge) => edge.id) ?? [])
      : [references[back.field] ?? []].flat();
    return found.map((each): Pair => [each, id, '']);
  });
  compare(near, far, `${owner}.${field}`, `${target}.${back.field}`);
}

function compare(near: readonly Pair[], far: readonly Pair[], a: string, b: string): void {
  const sorted = (pairs: readonly Pair[]) => pairs.map((pair) => pair.join(' ')).sort();
  deepStrictEqual(sorted(near), sorted(far), `${a} and ${b} have different links`);
}
