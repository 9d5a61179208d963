import { sql } from 'kysely';
import { rowCost, withCost } from '../cost/cost.js';
import { badUserInput } from '../errors.js';
import { filterCondition } from '../filters/filter.js';
import type { Filter, FilterScope } from '../filters/filter-scope.js';
import { loadNode } from '../paging/node-loader.js';
import { noParent } from '../paging/page-loader.js';
import type { Builder } from './builder.js';
import {
  type ConnectionArguments,
  connectionArguments,
  connectionResolver,
  type OrderedSource,
  rootConnectionCost,
} from './connection-field.js';
import type { NodeType } from './node-type.js';
import { readOrder } from './order-input.js';

interface RootArguments extends ConnectionArguments {
  readonly distinct: boolean;
}

/** Adds to the schema the query for one row of `node` and the connection of all. */
export function rootQueries(builder: Builder, node: NodeType): void {
  builder.queryField(node.one, (t) =>
    t.field({
      type: node.refs.object,
      nullable: true,
      description: `The ${node.one} with this ID; null if it does not exist.`,
      args: { id: t.arg.id({ required: true, description: `The ID of the ${node.one}.` }) },
      ...withCost(rowCost),
      resolve: (_, { id }, context) => loadNode(node, node.ids.key(node.name, id, 'id'), context),
    }),
  );
  const resolve = connectionResolver((args: RootArguments, scope) =>
    args.distinct ? rows(node, args, scope) : pairs(node, args, scope),
  );
  builder.queryField(node.many, (t) =>
    t.field({
      type: node.refs.connection,
      description: `All ${node.many} that \`where\` takes, page by page.`,
      args: {
        ...connectionArguments(t.arg, node),
        distinct: t.arg.boolean({
          required: true,
          defaultValue: true,
          description: `\`false\` gives an edge for each pair of one of the ${node.many} and a related row that matches, as an SQL join does. Then \`where\` must hold one \`some\` of one relation, at its top.`,
        }),
      },
      ...withCost(rootConnectionCost),
      resolve: (_, args, context, info) => resolve(noParent, args, context, info),
    }),
  );
}

function rows(
  node: NodeType,
  { where, orderBy }: RootArguments,
  scope: FilterScope,
): OrderedSource {
  const list = {
    from: sql`${sql.table(node.name)} AS node`,
    where: where ? [filterCondition(node, where, 'node', 'where', scope)] : [],
  };
  return {
    source: { node, ways: [list], filtered: list.where.length > 0, counted: list },
    order: readOrder(node, orderBy),
  };
}

/** The list of pairs: each row once for each related row that the one top-level `some` of `where` lets through. */
function pairs(
  node: NodeType,
  { where, orderBy }: RootArguments,
  scope: FilterScope,
): OrderedSource {
  const candidates = [...node.relations].flatMap(([field, relation]) => {
    // The schema has list filters under the relations' names. A null among them is reported with the rest of the filter.
    const { some, ...rest } = (where?.[field] ?? {}) as Readonly<Record<string, Filter>>;
    return some ? [{ field, relation, some, narrowed: { ...where, [field]: rest } }] : [];
  });
  const [only] = candidates;
  if (!only || candidates.length > 1) {
    if (where) filterCondition(node, where, 'node', 'where', scope);
    throw badUserInput(
      'distinct: false needs exactly one top-level `some` of a relation in where',
      { argument: 'where' },
    );
  }
  const { field, relation, some, narrowed } = only;
  const { join, where: paired, key } = relation.pairs(some, 'node', `where.${field}.some`, scope);
  const list = {
    from: sql`${sql.table(node.name)} AS node ${join}`,
    where: [paired, filterCondition(node, narrowed, 'node', 'where', scope)],
  };
  return {
    source: { node, ways: [list], filtered: true, counted: list, pair: key },
    order: readOrder(node, orderBy, { field, key }),
  };
}
