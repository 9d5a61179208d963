import type { InputRef } from '@pothos/core';
import { kindOf } from '../kinds/kinds.js';
import type { ColumnModel } from '../model/column.js';
import { type LinkedEnd, listsOf, type Table } from '../model/tables.js';
import { orderNames, typeNames } from '../naming.js';
import { linkColumnName } from '../sql/columns.js';
import { countOrder, type Direction, type OrderInput } from '../sql/order.js';
import type { Builder, EnumType } from './builder.js';

/** Adds the type `OrderDirection` to the schema. */
export function directionEnum(builder: Builder) {
  return builder.enumType('OrderDirection', {
    description: 'The direction of an order. `DESC` is the exact reverse of `ASC`.',
    values: {
      ASC: { description: 'Ascending: the smallest first, texts by code point.' },
      DESC: { description: 'Descending: the largest first, texts by code point.' },
    } as const,
  });
}

/** A value of an `…OrderField`, with its value in an `OrderInput`. */
type OrderValue = readonly [name: string, { readonly value: string; readonly description: string }];

/** Adds `…OrderField` and `…Order` of a table to the schema, and returns the latter. */
export function orderInput(
  builder: Builder,
  direction: EnumType<Direction>,
  table: Table,
): InputRef<OrderInput> {
  return addOrder(builder, direction, table.name, table.many, valuesOf(table));
}

/** The same for the targets of an end whose links have columns, with these columns too. */
export function endOrderInput(
  builder: Builder,
  direction: EnumType<Direction>,
  { owner, field, target, link }: LinkedEnd,
): InputRef<OrderInput> {
  const byLink = [...link.fields].flatMap(([name, column]) =>
    orderValue(
      column,
      orderNames.ofLinkColumn(name),
      linkColumnName(name),
      `the ${name} of the ${link.one}`,
    ),
  );
  const name = typeNames.end(owner.name, field);
  return addOrder(builder, direction, name, field, [...valuesOf(target), ...byLink]);
}

/** The orders of the rows of a table. */
function valuesOf(table: Table): OrderValue[] {
  return [
    ...[...table.fields].flatMap(([name, column]) =>
      orderValue(column, orderNames.ofColumn(name), name, name),
    ),
    ['ID', { value: 'id', description: 'By key, which is the order of creation.' }],
    ...listsOf(table).map((relation): OrderValue => {
      const description = `By the number of ${relation.field}. All of them are counted for each page.`;
      return [orderNames.ofCount(relation.field), { value: countOrder(relation), description }];
    }),
  ];
}

/** The order by a column; undefined if it cannot be ordered. */
function orderValue(column: ColumnModel, name: string, value: string, what: string): OrderValue[] {
  const kind = kindOf(column).order;
  if (!kind) return [];
  const description = [`By ${what}`, ...(kind.description ? [kind.description] : [])];
  return [[name, { value, description: `${description.join(', ')}.` }]];
}

function addOrder(
  builder: Builder,
  direction: EnumType<Direction>,
  name: string,
  many: string,
  values: readonly OrderValue[],
): InputRef<OrderInput> {
  const field = builder.enumType(typeNames.orderField(name), {
    description: `A field by which ${many} can be ordered. Ties are broken by key, in the same direction.`,
    values: Object.fromEntries(values),
  });
  return builder.inputRef<OrderInput>(typeNames.order(name)).implement({
    description: `An order for ${many}.`,
    fields: (t) => ({
      field: t.field({
        type: field,
        required: true,
        description: `The field by which ${many} are ordered.`,
      }),
      direction: t.field({
        type: direction,
        required: true,
        defaultValue: 'ASC',
        description: 'The direction of the order.',
      }),
    }),
  });
}
