import type { InputRef } from '@pothos/core';
import { kindOf } from '../kinds/kinds.js';
import type { Table } from '../model/tables.js';
import { orderNames, typeNames } from '../naming.js';
import type { Direction, OrderInput } from '../sql/order.js';
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

/** Adds `…OrderField` and `…Order` of a table to the schema, and returns the latter. */
export function orderInput(
  builder: Builder,
  direction: EnumType<Direction>,
  { name, many, fields }: Table,
): InputRef<OrderInput> {
  const byColumn = [...fields].flatMap(([value, column]) => {
    const kind = kindOf(column).order;
    const description = [`By ${value}`, ...(kind?.description ? [kind.description] : [])];
    return kind
      ? [[orderNames.ofColumn(value), { value, description: `${description.join(', ')}.` }]]
      : [];
  });
  const field = builder.enumType(typeNames.orderField(name), {
    description: `A field by which ${many} can be ordered. Ties are broken by key, in the same direction.`,
    values: Object.fromEntries([
      ...byColumn,
      ['ID', { value: 'id', description: 'By key, which is the order of creation.' }],
    ]),
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
