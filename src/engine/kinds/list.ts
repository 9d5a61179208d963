import { sql } from 'kysely';
import { badUserInput } from '../errors.js';
import type { Kind, Sql } from './kind.js';

/** A list of values of a kind, which can be neither filtered nor ordered. NULL is an empty list. */
export function listOf(element: Kind): Kind {
  const { type, limits, output, parameterType } = element;
  return {
    type,
    ...(limits && {
      limits: (column) => {
        const each = limits(column);
        return each && `Each: ${each}`;
      },
    }),
    parameterType: (column) => `${parameterType(column)}[]`,
    // As JSON, because pg does not parse arrays of every type.
    select: (value, column) => {
      const { select } = element;
      const items: Sql = select
        ? sql`(SELECT json_agg(${select(sql.id('_item'), column)}) FROM unnest(${value}) AS _list(_item))`
        : sql`to_json(${value})`;
      return sql`coalesce(${items}, '[]')`;
    },
    ...(output && {
      output: (selected, column) =>
        (selected as readonly unknown[]).map((item) =>
          item === null ? null : output(item, column),
        ),
    }),
    input(value, column, argument) {
      // GraphQL has coerced it to a list without nulls, except in a list of JSON, in which null is a value.
      return (value as readonly unknown[]).map((item, index) => {
        const at = `${argument}.${index}`;
        if (item === null) throw badUserInput(`${at} must not be null`, { argument: at });
        return element.input(item, column, at);
      });
    },
  };
}
