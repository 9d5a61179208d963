import type { GraphQLScalarType } from 'graphql';
import type { RawBuilder } from 'kysely';
import type { ColumnModel } from '../model/column.js';
import type { EnumModel } from '../model/enum.js';
import type { Condition } from '../sql/conditions.js';

/** A part of an SQL statement. */
export type Sql = RawBuilder<unknown>;

/** A key of a row, as it is selected: one that a JavaScript number holds exactly, or its text. */
export type Key = number | string;

/** The GraphQL type of a kind's values: one of GraphQL's own, a custom scalar, or an enum of the model. */
export type ValueType = 'String' | 'Int' | 'Float' | 'Boolean' | GraphQLScalarType | EnumModel;

/**
 * A kind of column: everything that the engine knows of its values. A value has three forms:
 *
 * - stored: SQL of the column's own type, which statements compare and order;
 * - selected: what a row has and what a cursor holds. It is exact, and a JavaScript value that comes out the same whether the
 *   value is a column of a result or stands inside of JSON: a number, a boolean, or else a text;
 * - in the API: what GraphQL shows and takes.
 *
 * Null is never passed to any of these functions.
 */
export interface Kind {
  /** The GraphQL type of its values; of the elements of a list. */
  type(column: ColumnModel): ValueType;
  /** A sentence on what values the column takes, which follows its description. */
  limits?(column: ColumnModel): string;
  /** The SQL type that a parameter is cast to: `text`, `int`. */
  parameterType(column: ColumnModel): string;
  /** SQL: the stored value `value` as selected, such as `value::text`; the same unless given. */
  select?(value: Sql, column: ColumnModel): Sql;
  /** The selected value as in the API; the same unless given. */
  output?(selected: unknown, column: ColumnModel): unknown;
  /**
   * A value of an input, which GraphQL has coerced to `type`, as a parameter. Throws BAD_USER_INPUT at `argument` where the
   * column cannot hold it.
   */
  input(value: unknown, column: ColumnModel, argument: string): unknown;
  /** How it is filtered; not at all unless given. */
  readonly filter?: FilterKind;
  /** How it is ordered, by SQL's own order of stored values; not at all unless given. */
  readonly order?: OrderKind;
  /** For kinds that a primary key can have. pg MUST return a bare column of it as selected. */
  readonly key?: KeyKind;
}

/** How a kind makes parameters of values that columns are compared with. */
export interface Operands {
  /** The SQL type of the parameter: `int`. */
  type(column: ColumnModel): string;
  /** A value as pg takes it, which GraphQL has coerced. Throws BAD_USER_INPUT at `path` where PostgreSQL could not take it. */
  value(operand: unknown, column: ColumnModel, path: string): unknown;
}

/** An input type for filters on columns of a kind. */
export interface FilterKind {
  /** What comes before `Filter` in the name of the input type: `String`. */
  name(column: ColumnModel): string;
  readonly operands: Operands;
  readonly description: string;
  /** By the names of its fields, in their order. */
  readonly operators: Readonly<Record<string, Operator>>;
  /** Fields that change how all operators beside them compare. */
  readonly options?: Readonly<Record<string, FilterOption>>;
}

/** A field of a filter that holds for some values of a column. */
export interface Operator {
  readonly description: string;
  /** Whether its operand is one value of the kind's type, or a list of them. */
  readonly takes: 'value' | 'list';
  /** Whether it holds for null: for `not` and `notIn`, which are the complements of `equals` and `in`. */
  readonly ofNull?: boolean;
  /** SQL: it holds for a value that is not null. Throws BAD_USER_INPUT at a path below `path`. */
  condition(comparison: Comparison): Condition;
}

/** What an operator compares. */
export interface Comparison {
  /** The stored value. */
  readonly value: Sql;
  readonly column: ColumnModel;
  /** Of the type that `takes` says, as GraphQL has coerced it. */
  readonly operand: unknown;
  /** Where the operand stands among the arguments. */
  readonly path: string;
  /** The values of the options beside it. */
  readonly options: Readonly<Record<string, unknown>>;
}

/** An enum that an option of a filter takes. */
export interface FilterOption {
  readonly description: string;
  /** The name of the enum type, which is the same for all kinds that have it. */
  readonly type: string;
  readonly typeDescription: string;
  readonly values: Readonly<Record<string, { readonly description: string }>>;
  readonly default: string;
}

/** What a cursor holds of an ordered column. */
export interface OrderKind {
  /** What follows `By …` in the description of an order. */
  readonly description?: string;
  /** Whether a value in a cursor can be a selected value: a client may send any JSON. */
  holds(value: unknown, column: ColumnModel): boolean;
  /** SQL: a stored value as it is compared and sorted, such as `value COLLATE "C"`; as it is unless given. */
  compared?(value: Sql): Sql;
  /** SQL: a parameter that holds a selected value, to compare stored values with; as it is unless given. */
  parameter?(value: Sql, column: ColumnModel): Sql;
}

/** A kind that a primary key can have. */
export interface KeyKind {
  /** The key in a global ID, as selected; undefined unless `text` is the one written form of a key that `column` can have. */
  parse(text: string, column: ColumnModel): Key | undefined;
}
