import { sql } from 'kysely';
import { constantCase, typeNames } from '../naming.js';
import { type Order, pairKey } from '../sql/order.js';
import type { Builder, EnumType } from './builder.js';
import type { NodeType, Pairs } from './node-type.js';

/** `orderBy` as GraphQL hands it over: the field's name, and the direction. */
export interface OrderInput {
  readonly field: string;
  readonly direction: Direction;
}

/** The values of `OrderDirection`. */
export type Direction = 'ASC' | 'DESC';

/** Adds the type `OrderDirection` to the schema. */
export function directionEnum(builder: Builder) {
  return builder.enumType('OrderDirection', {
    description: 'Which way a connection is ordered. `DESC` is the exact reverse of `ASC`.',
    values: {
      ASC: { description: 'Ascending: the smallest first, texts by code point.' },
      DESC: { description: 'Descending: the largest first, texts by code point.' },
    } as const,
  });
}

/** Adds `…OrderField` and `…Order` of an entity to the schema, and returns the latter. */
export function orderInput(
  builder: Builder,
  direction: EnumType<Direction>,
  name: string,
  many: string,
  fields: readonly string[],
) {
  const field = builder.enumType(typeNames.orderField(name), {
    description: `What ${many} can be ordered by. Ties are broken by key, in the same direction.`,
    values: Object.fromEntries([
      ...fields.map((value) => [
        constantCase(value),
        { value, description: `By ${value}, code point by code point.` },
      ]),
      [
        'ID',
        { value: 'id', description: 'By key, which is the order in which they were created.' },
      ],
    ]),
  });
  return builder.inputRef<OrderInput>(typeNames.order(name)).implement({
    description: `An order of ${many}.`,
    fields: (t) => ({
      field: t.field({ type: field, required: true, description: `What ${many} are ordered by.` }),
      direction: t.field({
        type: direction,
        required: true,
        defaultValue: 'ASC',
        description: 'Which way they are ordered.',
      }),
    }),
  });
}

/** The order of rows of `node` that `input` asks for, or the default one; of pairs, where `pairs` says how they are made. */
export function readOrder(
  node: NodeType,
  input?: OrderInput | null,
  pairs?: { field: string; key: Pairs['key'] },
): Order {
  const { field, direction } = input ?? { field: node.defaultOrder, direction: 'ASC' };
  const text = { column: sql.id('node', field), name: field, type: 'text' } as const;
  const key = { column: sql.id('node', 'id'), name: 'id', type: 'key' } as const;
  return {
    tag: [node.name, field, direction, ...(pairs ? [pairs.field] : [])].join('.'),
    keys: [
      ...(field === 'id' ? [] : [text]),
      key,
      ...(pairs ? [{ column: pairs.key, name: pairKey, type: 'key' } as const] : []),
    ],
    descending: direction === 'DESC',
  };
}
