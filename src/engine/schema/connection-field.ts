import type { GraphQLResolveInfo } from 'graphql';
import type { RelayContext } from '../context.js';
import { costOfRows, type FieldCost } from '../cost/cost.js';
import { filterCost } from '../cost/filter-cost.js';
import { InputErrors } from '../errors.js';
import { FilterReader } from '../filters/filter.js';
import { type Filter, FilterScope } from '../filters/filter-scope.js';
import { checkVariables } from '../filters/forgotten-variables.js';
import type { Key } from '../kinds/kind.js';
import type { GlobalIds } from '../model/global-id.js';
import type { Table } from '../model/tables.js';
import { Connection } from '../paging/connection.js';
import { PageLoader } from '../paging/page-loader.js';
import { type PagingArguments, pageSize, readWindow } from '../paging/window.js';
import type { Order, OrderInput } from '../sql/order.js';
import type { RowSource } from '../sql/row-source.js';
import type { ArgumentFields } from './builder.js';
import type { NodeType } from './node-type.js';

/** The arguments of a connection field. */
export interface ConnectionArguments extends PagingArguments {
  readonly where?: Filter | null | undefined;
  readonly orderBy?: OrderInput | null | undefined;
}

/** The list that a field's arguments ask for, and its order. */
export interface OrderedSource {
  readonly source: RowSource;
  readonly order: Order;
}

/** The arguments that every connection of `node` takes, for a field's `args`. */
export function connectionArguments(arg: ArgumentFields, { table, filter, order }: NodeType) {
  return {
    first: arg.int({
      description: 'How many to show from the start, or behind `after`: 0 to 100, 20 unless given.',
    }),
    after: arg.string({ description: 'The cursor behind which the page lies.' }),
    last: arg.int({
      description:
        'How many to show up to the end, or before `before`: 0 to 100. Not together with `first`.',
    }),
    before: arg.string({ description: 'The cursor before which the page lies.' }),
    where: arg({
      type: filter,
      description: `Which ${table.many} to take: every one unless given.`,
    }),
    orderBy: arg({
      type: order,
      description: `How they are ordered: by ${defaultOrder(table)} unless given.`,
    }),
  };
}

function defaultOrder({ orderBy, key }: Table): string {
  if (!orderBy || orderBy.field === key.name)
    return orderBy?.direction === 'DESC' ? 'key, descending' : 'key';
  return orderBy.direction === 'DESC' ? `${orderBy.field}, descending` : orderBy.field;
}

/** What a page costs beside its rows: of a list of its own, for each row around it. */
const perPage = { root: 1, related: 15 };
/** How many lists are read with a filter for what it costs to read all rows with it: most have few. */
const listsPerFilter = 50;

/** The cost of a connection: its filter counts for its page and again each time the list is counted. */
const costOfConnection =
  (own: number): FieldCost =>
  (args, inner) => {
    const filter = filterCost(args.where) * (1 + inner.counts);
    return costOfRows(own + filter / listsPerFilter, pageSize(args), inner, filter);
  };

/** The cost of a connection at the root. */
export const rootConnectionCost = costOfConnection(perPage.root);
/** The cost of the connection of a row. */
export const relatedConnectionCost = costOfConnection(perPage.related);

/** Resolves a connection of the parent with this key. Throws the first error in the arguments, by code. */
export type ResolveConnection<Arguments> = (
  parent: Key,
  args: Arguments,
  context: RelayContext,
  info: GraphQLResolveInfo,
) => Connection;

/**
 * Makes what resolves a field that is a connection. The arguments are read once for all parents of a field, valid or not; `read`
 * makes the list of them.
 */
export function connectionResolver<Arguments extends ConnectionArguments>(
  read: (args: Arguments, filters: FilterReader) => OrderedSource,
  ids: GlobalIds,
): ResolveConnection<Arguments> {
  // Without a filter there are as many lists as orders: each is the same every time, as are its statements.
  const unfiltered = new Map<string, OrderedSource>();
  const listOf = (args: Arguments, filters: FilterReader): OrderedSource => {
    const { where, first, after, last, before, ...others } = args;
    if (where) return read(args, filters);
    const key = JSON.stringify(others);
    const list = unfiltered.get(key) ?? read(args, filters);
    unfiltered.set(key, list);
    return list;
  };

  const makeLoader = (args: Arguments, context: RelayContext, info: GraphQLResolveInfo) => {
    const errors = new InputErrors();
    // First, so that a forgotten variable is reported and not an error that follows from it.
    checkVariables(info, 'where', errors);
    const list = errors.check(() => listOf(args, new FilterReader(ids, new FilterScope(errors))));
    const window = list && errors.check(() => readWindow(args, list.order));
    errors.throwFirst();
    if (!list || !window) throw new Error('a check failed and reported nothing');
    return new PageLoader(context.database, list.source, list.order, window);
  };

  return (parent, args, context, info) => {
    const [field] = info.fieldNodes;
    // A field that is executed stands in the document.
    const { loader, error } = context.loaders.get(field as object, () => {
      try {
        return { loader: makeLoader(args, context, info) };
      } catch (error) {
        return { error };
      }
    });
    // All parents get the same error: to make one with its stack for each of 10,000 takes a second.
    if (!loader) throw error;
    return new Connection(loader, parent);
  };
}
