import { type RawBuilder, sql } from 'kysely';
import { LRUCache } from 'lru-cache';
import type { Key } from '../kinds/kind.js';
import { countOf } from './list-facts.js';
import type { Order } from './order.js';
import { pageQuery } from './page-query.js';
import {
  howMany,
  type Need,
  type PageRow,
  type PageValues,
  type Parents,
  type ParentValues,
  shapeOf,
  type Window,
} from './page-shape.js';
import { parentKeys } from './parent-keys.js';
import type { RowSource } from './row-source.js';
import { StatementTemplate } from './statement.js';

/** How many rows the list of a parent has. */
export interface Count {
  readonly key: Key;
  readonly count: number;
}

/** How many statements are kept of a list, the last used ones: there could be one for each size of a page, in each direction. */
const maximum = 100;

/** The statements of a list that have been asked for, by what makes them differ. */
class ListStatements {
  readonly pages = new LRUCache<string, StatementTemplate<PageValues, PageRow>>({ max: maximum });
  readonly counts = new Map<Parents, StatementTemplate<ParentValues, Count>>();
}

/** Those of lists without a filter, of which there are few, and which live as long as the schema. */
const lists = new WeakMap<RowSource, ListStatements>();

/** The statement for this window of the list of each of `parents`. The list is always in the same order. */
export function pageStatementOf(
  source: RowSource,
  order: Order,
  { size, backward, after, before }: Window,
  needs: ReadonlySet<Need>,
  parents: readonly Key[],
): StatementTemplate<PageValues, PageRow> {
  const shape = {
    size,
    backward,
    after: shapeOf(after),
    before: shapeOf(before),
    needs,
    parents: howMany(parents),
  };
  const template = () =>
    new StatementTemplate<PageValues, PageRow>(() => pageQuery(source, order, shape), {
      prepare: !source.filtered,
    });
  if (source.filtered) return template();
  const { pages } = statementsOf(source);
  const key = [
    size,
    backward,
    JSON.stringify([shape.after, shape.before]),
    ...[...needs].sort(),
    shape.parents,
  ].join();
  const statement = pages.get(key) ?? template();
  pages.set(key, statement);
  return statement;
}

/** The statement that counts the list of each of `parents`. */
export function countStatementOf(
  source: RowSource,
  parents: readonly Key[],
): StatementTemplate<ParentValues, Count> {
  const key = howMany(parents);
  const template = () =>
    new StatementTemplate<ParentValues, Count>(() => countStatement(source, key), {
      prepare: !source.filtered,
    });
  if (source.filtered) return template();
  const { counts } = statementsOf(source);
  const statement = counts.get(key) ?? template();
  counts.set(key, statement);
  return statement;
}

function countStatement(source: RowSource, parents: Parents): RawBuilder<Count> {
  return sql`SELECT parent.key, ${countOf(source)} AS count FROM ${parentKeys(source, parents)}`;
}

function statementsOf(source: RowSource): ListStatements {
  const statements = lists.get(source) ?? new ListStatements();
  lists.set(source, statements);
  return statements;
}
