import type { GraphQLScalarType } from 'graphql';
import type { RawBuilder } from 'kysely';
import type { ColumnModel } from '../model/column.js';
import type { Condition } from '../sql/conditions.js';

/** A part of an SQL statement. */
export type Sql = RawBuilder<unknown>;

/** A key of a row, as it is selected: a number, or a text if a JavaScript number could not represent it exactly. */
export type Key = number | string;

/** The GraphQL type of a kind's values: a built-in or custom scalar, or the enum of the column. */
export type ValueType = 'String' | 'Int' | 'Float' | 'Boolean' | GraphQLScalarType | 'enum';

/**
 * A kind of column, which defines everything about its values. A value has three forms:
 *
 * - stored: SQL of the column's type, which statements compare and order;
 * - selected: the value in a row and in a cursor. It is exact, and the same JavaScript value whether it is a column of a result
 *   or part of JSON: a number, a boolean, or a text;
 * - in the API: the value in GraphQL.
 *
 * Null is never passed to any of these functions.
 */
export interface Kind {
  /** The GraphQL type of its values, or of the elements of a list. */
  readonly type: ValueType;
  /** A sentence about the valid values of a column, which follows its description. */
  limits?(column: ColumnModel): string;
  /** The SQL type that a parameter is cast to: `text`, `int`. */
  parameterType(column: ColumnModel): string;
  /** SQL: converts a stored value to the selected one, such as `value::text`. Default: no conversion. */
  select?(value: Sql, column: ColumnModel): Sql;
  /** Converts a selected value to that of the API. Default: no conversion. */
  output?(selected: unknown, column: ColumnModel): unknown;
  /**
   * Converts a value of an input, which GraphQL has coerced to `type`, to a parameter. Throws BAD_USER_INPUT with `argument` if it
   * is not valid for the column.
   */
  input(value: unknown, column: ColumnModel, argument: string): unknown;
  /** The filter; undefined if it cannot be filtered. */
  readonly filter?: FilterKind;
  /** The order, which is SQL's order of stored values; undefined if it cannot be ordered. */
  readonly order?: OrderKind;
  /** For columns that hold the places of rows in a list; undefined if the kind has no room between two values. */
  readonly place?: PlaceKind;
  /** For kinds of primary keys. pg MUST return a column of the kind as it is selected. */
  readonly key?: KeyKind;
}

/** Converts the operands of a filter to parameters. */
export interface Operands {
  /** The SQL type of the parameter: `int`. */
  type(column: ColumnModel): string;
  /** Converts an operand, which GraphQL has coerced. Throws BAD_USER_INPUT with `path` if PostgreSQL would not accept it. */
  value(operand: unknown, column: ColumnModel, path: string): unknown;
}

/** An input type for filters on columns of a kind. It has the name of the kind's type, and `Filter`. */
export interface FilterKind {
  readonly operands: Operands;
  readonly description: string;
  /** By the names of the fields, in their order. */
  readonly operators: Readonly<Record<string, Operator>>;
  /** Fields that change the comparison of all operators in the same object. */
  readonly options?: Readonly<Record<string, FilterOption>>;
}

/** A field of a filter with a condition on a column. */
export interface Operator {
  readonly description: string;
  /** Whether its operand is a value of the kind's type, or a list of such values. */
  readonly takes: 'value' | 'list';
  /** Whether it is true for null, as `not` and `notIn`, the complements of `equals` and `in`. */
  readonly ofNull?: boolean;
  /** SQL: the condition for a value that is not null. Throws BAD_USER_INPUT with a path below `path`. */
  condition(comparison: Comparison): Condition;
}

/** The operands of an operator. */
export interface Comparison {
  /** The stored value. */
  readonly value: Sql;
  readonly column: ColumnModel;
  /** Of the type in `takes`, coerced by GraphQL. */
  readonly operand: unknown;
  /** The path of the operand in the arguments. */
  readonly path: string;
  /** The values of the options in the same object. */
  readonly options: Readonly<Record<string, unknown>>;
}

/** The enum of an option of a filter. */
export interface FilterOption {
  readonly description: string;
  /** The name of the enum type, which several kinds may share. */
  readonly type: string;
  readonly typeDescription: string;
  readonly values: Readonly<Record<string, { readonly description: string }>>;
  readonly default: string;
}

/** The order of a column, and its values in cursors. */
export interface OrderKind {
  /** The text after `By …` in the description of an order. */
  readonly description?: string;
  /** Whether a value in a cursor is a valid selected value: a client may send any JSON. */
  holds(value: unknown, column: ColumnModel): boolean;
  /** SQL: a stored value as it is compared and sorted, such as `value COLLATE "C"`. Default: the value. */
  compared?(value: Sql): Sql;
  /** SQL: converts a parameter with a selected value to a stored one. Default: no conversion. */
  parameter?(value: Sql, column: ColumnModel): Sql;
}

/** The places before and after which new places are; undefined at the start and at the end of a list. */
export interface PlaceBounds {
  readonly low: unknown;
  readonly high: unknown;
}

/** A kind of columns that hold the places of rows in a list. Places are selected values, in the order of the kind. */
export interface PlaceKind {
  /**
   * Returns `count` places in ascending order between two others; undefined if there is no room. With `spread`, they leave room for
   * further ones: for places that replace others because there was no room.
   */
  between(
    bounds: PlaceBounds,
    count: number,
    column: ColumnModel,
    spread: boolean,
  ): readonly unknown[] | undefined;
}

/** A kind of primary keys. */
export interface KeyKind {
  /** Parses the key in a global ID to a selected value; undefined unless `text` is the canonical form of a valid key of `column`. */
  parse(text: string, column: ColumnModel): Key | undefined;
}
