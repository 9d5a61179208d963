import type { EnumRef, ScalarName } from '@pothos/core';
import { GraphQLScalarType } from 'graphql';
import type { FilterOption } from '../kinds/kind.js';
import { kindOf } from '../kinds/kinds.js';
import { typeOf } from '../kinds/types.js';
import type { ColumnModel } from '../model/column.js';
import type { EnumModel } from '../model/enum.js';
import type { Builder, EnumType, ExtendedSchemaTypes } from './builder.js';

/** The type of one value. */
export type ElementTypeRef = ScalarName<ExtendedSchemaTypes> | EnumType<unknown>;

/** The type of a value or of a list of values, for a field or an input. */
export type ValueTypeRef = ElementTypeRef | [ElementTypeRef];

/** The scalars and enums of a schema. Each is added when it is first used. */
export class ValueTypes {
  readonly #builder: Builder;
  readonly #scalars = new Set<string>();
  readonly #enums = new Map<string, EnumRef<ExtendedSchemaTypes, unknown>>();

  constructor(builder: Builder) {
    this.#builder = builder;
  }

  /** The type of a column's values. */
  of(column: ColumnModel): ValueTypeRef {
    const element = this.ofElement(column);
    return column.list ? [element] : element;
  }

  /** The type of a column's values; of the elements of a list. */
  ofElement(column: ColumnModel): ElementTypeRef {
    const type = typeOf(column);
    if (typeof type === 'string') return type;
    if (!(type instanceof GraphQLScalarType)) return this.#enum(type);
    // Pothos requires scalars in the builder's TypeScript types, but these depend on the model.
    const name = type.name as ScalarName<ExtendedSchemaTypes>;
    if (!this.#scalars.has(name)) {
      this.#scalars.add(name);
      this.#builder.addScalarType(name as never, type as never);
    }
    return name;
  }

  /** The enum type that an option of a filter takes. */
  ofOption({ type, typeDescription, values }: FilterOption): ElementTypeRef {
    return this.#enumType(type, typeDescription, values);
  }

  #enum({ name, description, values }: EnumModel): ElementTypeRef {
    const described = values.map((value) => [
      value.name,
      { value: value.value, description: value.description ?? `The value ${value.name}.` },
    ]);
    return this.#enumType(
      name,
      description ?? `One of the values of ${name}.`,
      Object.fromEntries(described),
    );
  }

  #enumType(
    name: string,
    description: string,
    values: Readonly<Record<string, { readonly description: string }>>,
  ): ElementTypeRef {
    const known = this.#enums.get(name);
    if (known) return known;
    const added = this.#builder.enumType(name, { description, values });
    this.#enums.set(name, added);
    return added;
  }
}

/** The description of a column in the schema, with a sentence about its valid values. */
export function describe(column: ColumnModel, one: string): string {
  const { name, description = `The ${name} of the ${one}.` } = column;
  const limits = kindOf(column).limits?.(column);
  return limits ? `${description} ${limits}` : description;
}
