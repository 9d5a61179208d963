import { type RawBuilder, sql } from 'kysely';
import { plannedOnce } from '../database/planned-once.js';
import { PreparedStatement } from '../database/prepared-statement.js';
import { all } from './conditions.js';
import type { Order } from './order.js';
import {
  type Need,
  type PageRow,
  type PageValues,
  type Parents,
  type ParentValues,
  pageStatement,
  parentKeys,
} from './page-statement.js';
import type { RowSource } from './row-source.js';
import type { Window } from './window.js';

/** How many rows the list of a parent has. */
export interface Count {
  readonly key: number;
  readonly count: number;
}

/** How many statements are kept of a list: there could be one for each size of a page, in each direction. */
const maximum = 100;

/** The statements of a list that have been asked for, by what makes them differ. */
class ListStatements {
  readonly pages = new Map<string, PreparedStatement<PageValues, PageRow>>();
  readonly counts = new Map<Parents, PreparedStatement<ParentValues, Count>>();
}

// Those of lists without a filter, of which there are few, and which live as long as the schema.
const known = new WeakMap<RowSource, ListStatements>();

/** The statement for this window of the list of each of `parents`. The list is always in the same order. */
export function pageStatementOf(
  source: RowSource,
  order: Order,
  { size, backward, after, before }: Window,
  needs: ReadonlySet<Need>,
  parents: readonly number[],
): PreparedStatement<PageValues, PageRow> {
  const shape = { size, backward, after: !!after, before: !!before, needs, parents: howMany(parents) };
  const { pages } = statementsOf(source);
  const key = [size, backward, shape.after, shape.before, ...[...needs].sort(), shape.parents].join();
  return take(pages, key, () => pageStatement(source, order, shape));
}

/** The statement that counts the list of each of `parents`. */
export function countStatementOf(source: RowSource, parents: readonly number[]): PreparedStatement<ParentValues, Count> {
  const { counted, filtered } = source;
  return take(
    statementsOf(source).counts,
    howMany(parents),
    () => sql`
      ${filtered ? sql`` : plannedOnce} SELECT parent.key, (SELECT count(*)::int FROM ${counted.from} WHERE ${all(counted.where)}) AS count
      FROM ${parentKeys(howMany(parents))}`,
  );
}

const howMany = (parents: readonly number[]): Parents => (parents.length === 1 ? 'one' : 'many');

function statementsOf(source: RowSource): ListStatements {
  const statements = known.get(source) ?? new ListStatements();
  if (!source.filtered) known.set(source, statements);
  return statements;
}

function take<Key, Given, Row>(
  statements: Map<Key, PreparedStatement<Given, Row>>,
  key: Key,
  write: () => RawBuilder<Row>,
): PreparedStatement<Given, Row> {
  const statement = statements.get(key) ?? new PreparedStatement<Given, Row>(write());
  if (statements.size < maximum) statements.set(key, statement);
  return statement;
}
