import type { GraphQLResolveInfo } from 'graphql';
import type { EngineContext } from '../context.js';
import { costOfRows, type FieldCost, lengthOf } from '../cost/cost.js';
import { filterCost } from '../cost/filter-cost.js';
import { InputErrors } from '../errors.js';
import { FilterReader } from '../filters/filter.js';
import { type Filter, FilterScope } from '../filters/filter-scope.js';
import { checkVariables } from '../filters/missing-variables.js';
import type { Key } from '../kinds/kind.js';
import type { GlobalIds } from '../model/global-id.js';
import { listsOf, type Table } from '../model/tables.js';
import { orderNames } from '../naming.js';
import { Connection } from '../paging/connection.js';
import { PageLoader } from '../paging/page-loader.js';
import { type PagingArguments, pageSize, readWindow } from '../paging/window.js';
import type { Order, OrderInput } from '../sql/order.js';
import type { RowSource } from '../sql/row-source.js';
import type { ArgumentFields } from './builder.js';
import { FieldError } from './field-error.js';
import type { ListType } from './node-type.js';

/** The arguments of a connection field. */
export interface ConnectionArguments extends PagingArguments {
  readonly where?: Filter | null | undefined;
  readonly orderBy?: OrderInput | null | undefined;
}

/** The list that the arguments of a field select, and its order. */
export interface OrderedSource {
  readonly source: RowSource;
  readonly order: Order;
}

/** The arguments that every connection of this type takes, for a field's `args`. */
export function connectionArguments(
  arg: ArgumentFields,
  { table, filter, order, position }: ListType,
) {
  return {
    first: arg.int({
      description: 'The number of rows from the start, or after `after`: 0 to 100. Default: 20.',
    }),
    after: arg.string({ description: 'The cursor after which the page starts.' }),
    last: arg.int({
      description:
        'The number of rows from the end, or before `before`: 0 to 100. Cannot be used with `first`.',
    }),
    before: arg.string({ description: 'The cursor before which the page ends.' }),
    where: arg({
      type: filter,
      description: `A filter. Default: all ${table.many}.`,
    }),
    orderBy: arg({
      type: order,
      description: `The order of the rows. Default: by ${position?.name ?? defaultOrder(table)}.`,
    }),
  };
}

function defaultOrder({ orderBy, key }: Table): string {
  if (!orderBy || orderBy.field === key.name)
    return orderBy?.direction === 'DESC' ? 'key, descending' : 'key';
  return orderBy.direction === 'DESC' ? `${orderBy.field}, descending` : orderBy.field;
}

/** The fixed costs of a connection, in addition to its rows, its counts and the operators of its filter. */
interface ConnectionPrices {
  /** A page: each parent has one. */
  readonly page: number;
  /**
   * A count, which reads all of a list from an index, whereas a page reads a few rows. The lists of many parents have hardly more
   * links together than the largest list, so its cost is counted once.
   */
  readonly count: number;
  /** To look up the rows of a filter, each time that a list is read: for all parents together, and for each. */
  readonly filtered: { readonly once: number; readonly each: number };
  /**
   * The share of the filter's cost that each list adds: a list with few links is read at once, but for one with many links, rows
   * are compared until the page is full.
   */
  readonly perList: number;
  /**
   * An order by a count, for all parents together and for each: all rows of the list are counted for the page, and again to look
   * for rows on the far side of each cursor.
   */
  readonly byCount: { readonly once: number; readonly each: number };
}
const rootPrices: ConnectionPrices = {
  page: 1,
  count: 129,
  filtered: { once: 0, each: 0 },
  perList: 0,
  byCount: { once: 3_000, each: 0 },
};
const relatedPrices: ConnectionPrices = {
  page: 15,
  count: 49,
  filtered: { once: 2_000, each: 60 },
  perList: 0.4,
  byCount: { once: 4_000, each: 110 },
};

/** The cost of a connection: its filter is counted for the page and again for each count of the list. */
const costOfConnection = (
  { page, count, filtered, perList, byCount }: ConnectionPrices,
  table: Table,
): FieldCost => {
  const countOrders = new Set<unknown>(
    listsOf(table).map(({ field }) => orderNames.ofCount(field)),
  );
  return (args, inner) => {
    const reads = 1 + inner.counts;
    const filter = filterCost(args.where);
    const [once, each] =
      filter > 0 ? [filter + filtered.once, filter * perList + filtered.each] : [0, 0];
    const sorts = countOrders.has(Object(args.orderBy).field)
      ? 1 + lengthOf(args.after) + lengthOf(args.before)
      : 0;
    return costOfRows(
      page + each * reads + byCount.each * sorts,
      pageSize(args),
      inner,
      count * inner.counts + once * reads + byCount.once * sorts,
    );
  };
};

/** The cost of a connection of the rows of `table` at the root. */
export const rootConnectionCost = (table: Table): FieldCost => costOfConnection(rootPrices, table);
/** The cost of a connection of a row, with rows of `table`. */
export const relatedConnectionCost = (table: Table): FieldCost =>
  costOfConnection(relatedPrices, table);

/** Resolves a connection of the parent with this key. Throws the first error in the arguments, by code. */
export type ResolveConnection<Arguments> = (
  parent: Key,
  args: Arguments,
  context: EngineContext,
  info: GraphQLResolveInfo,
) => Connection;

/**
 * Returns the resolver of a connection field. The arguments are read once for all parents of a field, even if they are invalid;
 * `read`
 * returns their list.
 */
export function connectionResolver<Arguments extends ConnectionArguments>(
  read: (args: Arguments, filters: FilterReader) => OrderedSource,
  ids: GlobalIds,
): ResolveConnection<Arguments> {
  // Without a filter there is one list for each order, which is kept with its statements.
  const unfiltered = new Map<string, OrderedSource>();
  const listOf = (args: Arguments, filters: FilterReader): OrderedSource => {
    const { where, first, after, last, before, ...others } = args;
    if (where) return read(args, filters);
    const key = JSON.stringify(others);
    const list = unfiltered.get(key) ?? read(args, filters);
    unfiltered.set(key, list);
    return list;
  };

  const makeLoader = (args: Arguments, context: EngineContext, info: GraphQLResolveInfo) => {
    const errors = new InputErrors();
    // First, so that a missing variable is reported rather than an error that results from it.
    checkVariables(info, 'where', errors);
    const list = errors.check(() => listOf(args, new FilterReader(ids, new FilterScope(errors))));
    const window = list && errors.check(() => readWindow(args, list.order));
    errors.throwFirst();
    if (!list || !window) throw new Error('a check failed and reported nothing');
    return new PageLoader(context.database, list.source, list.order, window);
  };

  return (parent, args, context, info) => {
    const [field] = info.fieldNodes;
    // An executed field has at least one node in the document.
    const { loader, error } = context.loaders.get(field as object, () => {
      try {
        return { loader: makeLoader(args, context, info) };
      } catch (error) {
        return { error: new FieldError(error, info) };
      }
    });
    if (!loader) throw error.at(info);
    return new Connection(loader, parent);
  };
}
