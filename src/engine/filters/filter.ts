import { sql } from 'kysely';
import type { GlobalIds } from '../model/global-id.js';
import type { Link } from '../model/link.js';
import type { ForeignKeyRelation, ListRelation, Relation, Table } from '../model/tables.js';
import { fieldNames } from '../naming.js';
import { keyRef } from '../sql/columns.js';
import { all, any, type Condition, not } from '../sql/conditions.js';
import type { OrderedPairs } from '../sql/order.js';
import { isOwners, relatedRows } from '../sql/related-rows.js';
import { columnCondition, idCondition } from './column-filter.js';
import { countCondition } from './count-filter.js';
import type { Filter, FilterScope } from './filter-scope.js';
import { linkedTo, linkedToSome, type Matcher } from './linked-rows.js';

/** The row that a filter is evaluated on. */
interface FilteredRow {
  readonly table: Table;
  readonly alias: string;
  /** The row's link to an owner, if the filter has conditions on it in `link`. */
  readonly link?: FilteredLink | undefined;
}

/** The link that a filter is evaluated on. */
interface FilteredLink {
  readonly link: Link;
  readonly alias: string;
}

/** Converts the filters of one statement to SQL. Reports errors to the scope, which the caller must check before it uses the SQL. */
export class FilterReader {
  constructor(
    readonly ids: GlobalIds,
    readonly scope: FilterScope,
  ) {}

  /** SQL: `filter` matches the row. `path` is that of the filter in the arguments. */
  condition(row: FilteredRow, filter: Filter, path: string): Condition {
    return this.#combined(filter, path, (name, value, at) => this.#field(row, name, value, at));
  }

  /** SQL: `filter` matches the link. */
  #linkCondition({ link, alias }: FilteredLink, filter: Filter, path: string): Condition {
    return this.#combined(filter, path, (name, value, at) => {
      const column = link.fields.get(name);
      if (!column) throw new Error(`${link.name} has no column ${name}`);
      return columnCondition(column, sql.id(alias, column.column), value, at, this.scope);
    });
  }

  /** SQL: the conditions of `filter`. `field` converts the fields other than AND, OR and NOT. */
  #combined(
    filter: Filter,
    path: string,
    field: (name: string, value: Filter, path: string) => Condition,
  ): Condition {
    const { scope } = this;
    scope.countCondition();
    // By the schema, these are filters.
    const inner = (value: unknown, at: string) => this.#combined(value as Filter, at, field);
    // The schema does not allow nulls in these lists.
    const list = (values: unknown, at: string) =>
      (values as unknown[]).map((value, index) => inner(value, `${at}.${index}`));

    const conditions = Object.entries(filter).map(([name, value]) => {
      const at = `${path}.${name}`;
      if (value === null) return scope.forbidNull(at);
      if (name === 'AND') return all(list(value, at));
      if (name === 'OR') return scope.apart(() => any(list(value, at)));
      if (name === 'NOT') return scope.apart(() => not(inner(value, at)));
      // By the schema, the other fields are input objects.
      return field(name, value as Filter, at);
    });
    return all(conditions);
  }

  #field(row: FilteredRow, name: string, filter: Filter, path: string): Condition {
    const { table, alias, link } = row;
    if (link && name === fieldNames.link) return this.#linkCondition(link, filter, path);
    if (name === 'id') {
      const key = keyRef(table, alias);
      return idCondition(table, this.ids, key, filter, path, this.scope);
    }
    const relation = table.ends.get(name) ?? table.foreignKeyRelations.get(name);
    if (relation) {
      return relation.through === 'join table' || relation.side === 'list'
        ? this.#list(relation, alias, filter, path)
        : this.#one(relation, alias, filter, path);
    }
    const column = table.fields.get(name);
    if (!column) throw new Error(`${table.name} has no column ${name}`);
    return columnCondition(column, sql.id(alias, column.column), filter, path, this.scope);
  }

  /** SQL: the to-one filter matches the target of the owner `alias`, or its absence. */
  #one(
    relation: Exclude<ForeignKeyRelation, ListRelation>,
    alias: string,
    filter: Filter,
    path: string,
  ): Condition {
    const { scope } = this;
    return all(
      Object.entries(filter).map(([name, value]) => {
        const at = `${path}.${name}`;
        if (value === null) return scope.forbidNull(at);
        if (name === 'isNull') {
          scope.countCondition();
          const exists = linkedTo(relation, {}, alias, scope);
          return value ? not(exists) : exists;
        }
        return this.#some(relation, alias, value as Filter, at);
      }),
    );
  }

  /** SQL: the list filter matches the targets of the owner `alias`. */
  #list(relation: ListRelation, alias: string, filter: Filter, path: string): Condition {
    const { scope } = this;
    const { link: ofLinks, ...quantifiers } = filter;
    if (ofLinks === null) return scope.forbidNull(`${path}.${fieldNames.link}`);
    const link = this.#linkMatcher(relation, ofLinks, path);
    const quantified = Object.entries(quantifiers);
    return all(
      (quantified.length === 0 && link ? [someLink] : quantified).map(([quantifier, value]) => {
        const at = `${path}.${quantifier}`;
        if (value === null) return scope.forbidNull(at);
        // By the schema, there are three quantifiers and the count, each with a filter.
        const given = value as Filter;
        if (quantifier === fieldNames.count)
          return countCondition(relation, given, link, alias, at, scope);
        if (quantifier === 'some') return this.#some(relation, alias, given, at, link);
        if (quantifier === 'none') return not(this.#some(relation, alias, given, at, link));
        const row = (target: string) => ({ table: relation.target, alias: target });
        const differs = (target: string) =>
          scope.apart(() => not(this.condition(row(target), given, at)));
        return not(linkedTo(relation, { target: differs, link }, alias, scope));
      }),
    );
  }

  /** SQL: the owner `alias` has a target that matches `filter`, through a link that matches `link`. */
  #some(
    relation: Relation,
    alias: string,
    filter: Filter,
    path: string,
    link?: Matcher | undefined,
  ): Condition {
    const target = (alias: string) =>
      this.condition({ table: relation.target, alias }, filter, path);
    return linkedToSome(relation, filter, { target, link }, alias, this.scope);
  }

  /** The condition on links in the `link` of a list filter at `path`; undefined if it has none. */
  #linkMatcher(relation: ListRelation, filter: unknown, path: string): Matcher | undefined {
    const link = relation.through === 'join table' ? relation.link : undefined;
    if (!link || !filter) return undefined;
    const at = `${path}.${fieldNames.link}`;
    // By the schema, this is a filter of the links.
    return (alias) => this.#linkCondition({ link, alias }, filter as Filter, at);
  }

  /**
   * SQL that joins the owner `alias` with each of its targets that match the `some` and the `link` of a list filter at `path`.
   */
  pairs(relation: ListRelation, alias: string, filter: Filter, path: string): Pairs {
    const { field, target: table } = relation;
    const [link, target] = [this.scope.alias(), this.scope.alias()];
    const rows = relatedRows(relation, link, target);
    const ofLink = this.#linkMatcher(relation, filter.link, path);
    const ofTarget = (filter.some ?? {}) as Filter;
    return {
      join: sql`JOIN ${rows.from} ON ${isOwners(relation, rows, alias)}`,
      where: all([
        ...(ofLink ? [ofLink(link)] : []),
        this.condition({ table, alias: target }, ofTarget, `${path}.some`),
      ]),
      ordered: { field, target: table, key: keyRef(table, target) },
    };
  }
}

/** The quantifier of a list filter that has only `link`. */
const someLink = ['some', {}] as const;

/** Rows joined to their related rows. */
export interface Pairs {
  /** SQL, after the row's table in FROM. */
  readonly join: Condition;
  readonly where: Condition;
  readonly ordered: OrderedPairs;
}
