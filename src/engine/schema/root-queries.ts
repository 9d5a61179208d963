import { sql } from 'kysely';
import { rowCost, withCost } from '../cost/cost.js';
import { badUserInput } from '../errors.js';
import type { FilterReader } from '../filters/filter.js';
import type { Filter } from '../filters/filter-scope.js';
import { listsOf, type Table } from '../model/tables.js';
import { loadNode } from '../paging/node-loader.js';
import { noParent, noParentType } from '../paging/page-loader.js';
import { tableRef } from '../sql/columns.js';
import { readOrder } from '../sql/order.js';
import { joinedCount } from '../sql/related-counts.js';
import type { Builder } from './builder.js';
import {
  type ConnectionArguments,
  connectionArguments,
  connectionResolver,
  type OrderedSource,
  rootConnectionCost,
} from './connection-field.js';
import type { NodeType } from './node-type.js';

interface RootArguments extends ConnectionArguments {
  readonly distinct: boolean;
}

/** Adds to the schema the query for one row of a table and the connection of all rows. */
export function rootQueries(builder: Builder, node: NodeType): void {
  const { table, ids, object, connection } = node;
  const { contextOf, fields } = builder.engine;
  builder.queryField(table.one, (t) =>
    t.field({
      ...fields.query,
      type: object,
      nullable: true,
      description: `The ${table.one} with this ID, or null if there is none.`,
      args: { id: t.arg.id({ required: true, description: `The ID of the ${table.one}.` }) },
      ...withCost(rowCost),
      resolve: (_, { id }, context) =>
        loadNode(table, ids.key(table.name, id, 'id'), contextOf(context)),
    }),
  );
  const resolve = connectionResolver(
    (args: RootArguments, filters) =>
      args.distinct ? rows(table, args, filters) : pairs(table, args, filters),
    ids,
  );
  builder.queryField(table.many, (t) =>
    t.field({
      ...fields.query,
      type: connection,
      description: `The ${table.many} that match \`where\`, as a connection.`,
      args: {
        ...connectionArguments(t.arg, node),
        distinct: t.arg.boolean({
          required: true,
          defaultValue: true,
          description: `\`false\` returns an edge for each pair of one of the ${table.many} and a matching related row, as an SQL join does. \`where\` must then have exactly one \`some\` at its top level.`,
        }),
      },
      ...withCost(rootConnectionCost(table)),
      resolve: (_, args, context, info) => resolve(noParent, args, contextOf(context), info),
    }),
  );
}

function rows(
  table: Table,
  { where, orderBy }: RootArguments,
  filters: FilterReader,
): OrderedSource {
  const order = readOrder(table, orderBy);
  const list = {
    from: sql`${tableRef(table)} AS node`,
    where: where ? [filters.condition({ table, alias: 'node' }, where, 'where')] : [],
  };
  const filtered = list.where.length > 0;
  const path = order.counts && {
    ...list,
    from: sql`${list.from}${joinedCount(order.counts, filtered ? 'each' : 'all')}`,
  };
  return {
    source: { table, parentType: noParentType, paths: [path ?? list], filtered, counted: list },
    order,
  };
}

/** The list of pairs: each row once for each related row that matches the top-level `some` of `where`. */
function pairs(
  table: Table,
  { where, orderBy }: RootArguments,
  filters: FilterReader,
): OrderedSource {
  const node = { table, alias: 'node' };
  const candidates = listsOf(table).flatMap((relation) => {
    const { field } = relation;
    // By the schema, these are list filters. A null is reported with the rest of the filter.
    const filter = (where?.[field] ?? {}) as Readonly<Record<string, Filter>>;
    const { some, ...rest } = filter;
    const { link, ...quantifiers } = rest;
    // `link` alone is the same as with `some: {}`.
    const isLinkAlone = Object.keys(filter).length === 1 && link;
    if (!some && !isLinkAlone) return [];
    const narrowed = Object.keys(quantifiers).length > 0 || link === null ? rest : {};
    return [{ relation, filter, narrowed: { ...where, [field]: narrowed } }];
  });
  const [only] = candidates;
  if (!only || candidates.length > 1) {
    if (where) filters.condition(node, where, 'where');
    throw badUserInput(
      'distinct: false needs exactly one top-level `some` of a relation in where',
      { argument: 'where' },
    );
  }
  const { relation, filter, narrowed } = only;
  const paired = filters.pairs(relation, 'node', filter, `where.${relation.field}`);
  const order = readOrder(table, orderBy, paired.ordered);
  const list = {
    from: sql`${tableRef(table)} AS node ${paired.join}`,
    where: [paired.where, filters.condition(node, narrowed, 'where')],
  };
  // A row with several pairs would be counted for each of them.
  const path = order.counts && {
    ...list,
    from: sql`${list.from}${joinedCount(order.counts, 'all')}`,
  };
  return {
    source: {
      table,
      parentType: noParentType,
      paths: [path ?? list],
      filtered: true,
      counted: list,
    },
    order,
  };
}
