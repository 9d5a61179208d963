import type { InputRef } from '@pothos/core';
import type { Filter } from '../filters/filter-scope.js';
import { kindOf } from '../kinds/kinds.js';
import { nameOf, typeOf } from '../kinds/types.js';
import type { ColumnModel } from '../model/column.js';
import { typeNames } from '../naming.js';
import type { Builder, InputFields } from './builder.js';
import type { ValueTypes } from './value-types.js';

/** The inputs for filters on columns, by kind. Each is added to the schema when it is first used. */
export class ColumnFilterInputs {
  readonly #builder: Builder;
  readonly #values: ValueTypes;
  readonly #columns = new Map<string, InputRef<Filter>>();

  constructor(builder: Builder, values: ValueTypes) {
    this.#builder = builder;
    this.#values = values;
  }

  /** The fields of a filter for these columns, by name. */
  fieldsOf(t: InputFields, columns: ReadonlyMap<string, ColumnModel>) {
    return Object.fromEntries(
      [...columns].flatMap(([name, column]) => {
        const type = this.of(column);
        return type ? [[name, t.field({ type, description: `A condition on the ${name}.` })]] : [];
      }),
    );
  }

  /** The input for filters on a column; undefined if it cannot be filtered. */
  of(column: ColumnModel): InputRef<Filter> | undefined {
    const kind = kindOf(column).filter;
    if (!kind) return undefined;
    const name = typeNames.columnFilter(nameOf(typeOf(column)), column.nullable);
    const known = this.#columns.get(name);
    if (known) return known;
    const type = this.#values.ofElement(column);
    const added = this.#builder.inputRef<Filter>(name).implement({
      description: kind.description,
      fields: (t) => ({
        ...Object.fromEntries(
          Object.entries(kind.operators).map(([operator, { takes, description }]) => [
            operator,
            takes === 'list'
              ? t.field({ type: [type], description })
              : t.field({ type, description }),
          ]),
        ),
        ...(column.nullable && {
          isNull: t.boolean({ description: 'Whether the value is null.' }),
        }),
        ...Object.fromEntries(
          Object.entries(kind.options ?? {}).map(([option, settings]) => [
            option,
            t.field({
              type: this.#values.ofOption(settings),
              defaultValue: settings.default,
              description: settings.description,
            }),
          ]),
        ),
      }),
    });
    this.#columns.set(name, added);
    return added;
  }
}

/** Adds the input `IDFilter` to the schema. */
export function idFilter(builder: Builder): InputRef<Filter> {
  return builder.inputRef<Filter>('IDFilter').implement({
    description:
      'Conditions on an ID, which must all hold. The ID of a row that does not exist matches no row.',
    fields: (t) => ({
      equals: t.id({ description: 'Equal to this ID.' }),
      not: t.id({ description: 'Not equal to this ID.' }),
      in: t.idList({
        description: 'One of these IDs, at most 10,000. An empty list matches no row.',
      }),
      notIn: t.idList({
        description: 'None of these IDs, at most 10,000. An empty list matches every row.',
      }),
    }),
  });
}
