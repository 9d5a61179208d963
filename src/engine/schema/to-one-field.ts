import type { EngineContext } from '../context.js';
import { rowCost, withCost } from '../cost/cost.js';
import { serviceUnavailable } from '../errors.js';
import type { Key } from '../kinds/kind.js';
import type { BackOne, ToOne } from '../model/tables.js';
import { loadNode, loadUnique } from '../paging/node-loader.js';
import type { Row } from '../sql/columns.js';
import type { Builder } from './builder.js';
import { located } from './field-error.js';
import type { NodeType } from './node-type.js';

/** Adds the to-one field to the owner's type. */
export function toOneField(
  builder: Builder,
  relation: ToOne | BackOne,
  owner: NodeType,
  target: NodeType,
): void {
  const { field, description, nullable } = relation;
  const { contextOf, fields } = builder.engine;
  builder.objectField(owner.object, field, (t) =>
    t.field({
      ...fields.relation,
      type: target.object,
      nullable,
      description,
      ...withCost(rowCost),
      // In Pothos, the type of a resolver depends on the field's nullability, which is known only at run time.
      resolve: (row, _args, context, info) =>
        located(load(relation, row, contextOf(context)), info) as Promise<Row>,
    }),
  );
}

function load(relation: ToOne | BackOne, row: Row, context: EngineContext): Promise<Row | null> {
  const { target, targetColumn, side } = relation;
  if (side === 'one') return loadUnique(target, targetColumn, row.id, context);
  const key = row[relation.ownerColumn.name];
  // The value of a foreign key is a key of the target.
  return key === null ? Promise.resolve(null) : loadReferenced(relation, key as Key, context);
}

async function loadReferenced(
  { owner, target, field, nullable }: ToOne,
  key: Key,
  context: EngineContext,
): Promise<Row | null> {
  const row = await loadNode(target, key, context);
  if (row || nullable) return row;
  // The rows were deleted, or the foreign key was changed, between the two statements.
  throw serviceUnavailable(
    `The ${field} of the ${owner.one} was deleted while the operation ran. Try again.`,
  );
}
