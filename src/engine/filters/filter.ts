import { sql } from 'kysely';
import type { GlobalIds } from '../model/global-id.js';
import type { Link } from '../model/link.js';
import type { ListRelation, Reference, Relation, Table } from '../model/tables.js';
import { fieldNames } from '../naming.js';
import { keyRef } from '../sql/columns.js';
import { all, any, type Condition, not } from '../sql/conditions.js';
import type { OrderedPairs } from '../sql/order.js';
import { isOwners, relatedRows } from '../sql/related-rows.js';
import { columnCondition, idCondition } from './column-filter.js';
import type { Filter, FilterScope } from './filter-scope.js';
import { linkedTo, linkedToSome, type Matcher } from './linked-rows.js';

/** The row that a filter is about. */
interface FilteredRow {
  readonly table: Table;
  readonly alias: string;
  /** The row's link to an owner, where the filter has conditions on it under `link`. */
  readonly link?: FilteredLink | undefined;
}

/** The link that a filter is about. */
interface FilteredLink {
  readonly link: Link;
  readonly alias: string;
}

/** Makes SQL of the filters of one statement. What is wrong in them goes to the scope, which the caller asks before it uses the SQL. */
export class FilterReader {
  constructor(
    readonly ids: GlobalIds,
    readonly scope: FilterScope,
  ) {}

  /** SQL: `filter` holds for the row. `path` is where the filter stands among the arguments. */
  condition(row: FilteredRow, filter: Filter, path: string): Condition {
    return this.#combined(filter, path, (name, value, at) => this.#field(row, name, value, at));
  }

  /** SQL: `filter` holds for the link. */
  #linkCondition({ link, alias }: FilteredLink, filter: Filter, path: string): Condition {
    return this.#combined(filter, path, (name, value, at) => {
      const column = link.fields.get(name);
      if (!column) throw new Error(`${link.name} has no ${name} to be filtered by`);
      return columnCondition(column, sql.id(alias, column.column), value, at, this.scope);
    });
  }

  /** SQL: all that `filter` says holds, of which `field` makes what is not AND, OR or NOT. */
  #combined(
    filter: Filter,
    path: string,
    field: (name: string, value: Filter, path: string) => Condition,
  ): Condition {
    const { scope } = this;
    scope.countPart();
    // The schema has filters under these names.
    const inner = (value: unknown, at: string) => this.#combined(value as Filter, at, field);
    // Nulls in these lists are refused by the schema.
    const list = (values: unknown, at: string) =>
      (values as unknown[]).map((value, index) => inner(value, `${at}.${index}`));

    const conditions = Object.entries(filter).map(([name, value]) => {
      const at = `${path}.${name}`;
      if (value === null) return scope.forbidNull(at);
      if (name === 'AND') return all(list(value, at));
      if (name === 'OR') return scope.apart(() => any(list(value, at)));
      if (name === 'NOT') return scope.apart(() => not(inner(value, at)));
      // What is left are input objects, each of the type that its field has in the schema.
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
    const relation = table.ends.get(name) ?? table.references.get(name);
    if (relation) {
      return relation.through === 'join table' || relation.side === 'list'
        ? this.#list(relation, alias, filter, path)
        : this.#one(relation, alias, filter, path);
    }
    const column = table.fields.get(name);
    if (!column) throw new Error(`${table.name} has no ${name} to be filtered by`);
    return columnCondition(column, sql.id(alias, column.column), filter, path, this.scope);
  }

  /** SQL: the filter holds for the one target, or its absence, of the owner under `alias`. */
  #one(
    relation: Exclude<Reference, ListRelation>,
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
          scope.countPart();
          const exists = linkedTo(relation, {}, alias, scope);
          return value ? not(exists) : exists;
        }
        return this.#some(relation, alias, value as Filter, at);
      }),
    );
  }

  /** SQL: the list filter holds for the targets of the owner under `alias`. */
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
        // The schema has three quantifiers, each with a filter.
        const given = value as Filter;
        if (quantifier === 'some') return this.#some(relation, alias, given, at, link);
        if (quantifier === 'none') return not(this.#some(relation, alias, given, at, link));
        const row = (target: string) => ({ table: relation.target, alias: target });
        const differs = (target: string) =>
          scope.apart(() => not(this.condition(row(target), given, at)));
        return not(linkedTo(relation, { target: differs, link }, alias, scope));
      }),
    );
  }

  /** SQL: the owner under `alias` has a target for which `filter` holds, through a link for which `link` does. */
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

  /** The condition on links that a list filter at `path` has under `link`; undefined where it has none. */
  #linkMatcher(relation: ListRelation, filter: unknown, path: string): Matcher | undefined {
    const link = relation.through === 'join table' ? relation.link : undefined;
    if (!link || !filter) return undefined;
    const at = `${path}.${fieldNames.link}`;
    // The schema has a filter of the links there.
    return (alias) => this.#linkCondition({ link, alias }, filter as Filter, at);
  }

  /**
   * SQL that makes a pair of the owner under `alias` and each of its targets that a list filter at `path` lets through by
   * its `some`, and by its `link`.
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

/** What a list filter with nothing but `link` says of the links that match. */
const someLink = ['some', {}] as const;

/** Rows joined to their related rows. */
export interface Pairs {
  /** SQL: what follows the row's own table in FROM. */
  readonly join: Condition;
  readonly where: Condition;
  readonly ordered: OrderedPairs;
}
