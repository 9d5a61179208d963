import type { LinkedEnd } from '../model/tables.js';
import { typeNames } from '../naming.js';
import type { PageInfo } from '../paging/page-info.js';
import { linkColumnName } from '../sql/columns.js';
import type { Direction } from '../sql/order.js';
import type { Builder, EnumType, ObjectType } from './builder.js';
import { connectionTypes } from './connection-types.js';
import type { FilterInputs } from './filter-inputs.js';
import type { ListType, NodeType } from './node-type.js';
import { endOrderInput } from './order-input.js';
import { valueFields } from './value-fields.js';
import type { ValueTypes } from './value-types.js';

/** The types that all ends of a schema have in common. */
export interface SharedTypes {
  readonly values: ValueTypes;
  readonly filters: FilterInputs;
  readonly pageInfo: ObjectType<PageInfo>;
  readonly direction: EnumType<Direction>;
}

/**
 * Adds to the schema the types of an end whose links have columns: `UserCoursesConnection`, `UserCoursesEdge`, `UserCoursesFilter`
 * and `UserCoursesOrder`. The latter three have the columns of the links too.
 */
export function endType(
  builder: Builder,
  { values, filters, pageInfo, direction }: SharedTypes,
  end: LinkedEnd,
  { table, ids, object }: NodeType,
): ListType {
  const { owner, field, link } = end;
  const types = connectionTypes(builder, pageInfo, {
    name: typeNames.end(owner.name, field),
    table,
    object,
    description: `A page of the ${field} of one ${owner.one}, as the Relay Cursor Connections specification defines it.`,
    edge: `An edge of a connection: a row, the ${link.one} that links it, and its cursor. ${link.description}`,
    edgeFields: (t) =>
      valueFields(t, link.fields, link.one, values, ({ node }, name) => node[linkColumnName(name)]),
  });
  return {
    table,
    ids,
    ...types,
    filter: filters.ofEnd(end),
    order: endOrderInput(builder, direction, end),
    position: end.position,
  };
}
