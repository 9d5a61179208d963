import { sql } from 'kysely';
import type { GlobalIds } from '../model/global-id.js';
import type { ListRelation, Reference, Relation, Table } from '../model/tables.js';
import { keyRef } from '../sql/columns.js';
import { all, any, type Condition, not } from '../sql/conditions.js';
import type { OrderedPairs } from '../sql/order.js';
import { isOwners, relatedRows } from '../sql/related-rows.js';
import { columnCondition, idCondition } from './column-filter.js';
import type { Filter, FilterScope } from './filter-scope.js';
import { linkedTo, linkedToSome } from './linked-rows.js';

/** The row that a filter is about. */
interface FilteredRow {
  readonly table: Table;
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
    const { scope } = this;
    scope.countPart();
    // The schema has filters under these names.
    const inner = (value: unknown, at: string) => this.condition(row, value as Filter, at);
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
      return this.#field(row, name, value as Filter, at);
    });
    return all(conditions);
  }

  #field({ table, alias }: FilteredRow, name: string, filter: Filter, path: string): Condition {
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
          const exists = linkedTo(relation, undefined, alias, scope);
          return value ? not(exists) : exists;
        }
        return this.#some(relation, alias, value as Filter, at);
      }),
    );
  }

  /** SQL: the list filter holds for the targets of the owner under `alias`. */
  #list(relation: ListRelation, alias: string, filter: Filter, path: string): Condition {
    const { scope } = this;
    return all(
      Object.entries(filter).map(([quantifier, value]) => {
        const at = `${path}.${quantifier}`;
        if (value === null) return scope.forbidNull(at);
        // The schema has three quantifiers, each with a filter.
        const given = value as Filter;
        if (quantifier === 'some') return this.#some(relation, alias, given, at);
        if (quantifier === 'none') return not(this.#some(relation, alias, given, at));
        const row = (target: string) => ({ table: relation.target, alias: target });
        const differs = (target: string) =>
          scope.apart(() => not(this.condition(row(target), given, at)));
        return not(linkedTo(relation, differs, alias, scope));
      }),
    );
  }

  /** SQL: the owner under `alias` has a target for which `filter` holds. */
  #some(relation: Relation, alias: string, filter: Filter, path: string): Condition {
    const matches = (target: string) =>
      this.condition({ table: relation.target, alias: target }, filter, path);
    return linkedToSome(relation, filter, matches, alias, this.scope);
  }

  /** SQL that makes a pair of the owner under `alias` and each of its targets that `some` lets through. */
  pairs(relation: ListRelation, alias: string, some: Filter, path: string): Pairs {
    const { field, target: table } = relation;
    const [link, target] = [this.scope.alias(), this.scope.alias()];
    const rows = relatedRows(relation, link, target);
    return {
      join: sql`JOIN ${rows.from} ON ${isOwners(relation, rows, alias)}`,
      where: this.condition({ table, alias: target }, some, path),
      ordered: { field, target: table, key: keyRef(table, target) },
    };
  }
}

/** Rows joined to their related rows. */
export interface Pairs {
  /** SQL: what follows the row's own table in FROM. */
  readonly join: Condition;
  readonly where: Condition;
  readonly ordered: OrderedPairs;
}
