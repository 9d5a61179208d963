import type SchemaBuilder from '@pothos/core';
import type { ArgBuilder, EnumRef, InputFieldBuilder, InterfaceRef, ObjectRef } from '@pothos/core';
import type { RelayContext } from './context.js';

/** What Pothos is told of this API's TypeScript types. */
export interface SchemaTypes {
  Context: RelayContext;
  /** What may be null is said at each field: most are not. */
  DefaultFieldNullability: false;
  Scalars: { ID: { Input: string; Output: string } };
}

/** The same with Pothos's defaults for what is not said. */
export type ExtendedSchemaTypes = PothosSchemaTypes.ExtendDefaultTypes<SchemaTypes>;

/** The Pothos builder that all declarations add to. */
export type Builder = InstanceType<typeof SchemaBuilder<SchemaTypes>>;

/** What makes the fields of an input type. */
export type InputFields = InputFieldBuilder<ExtendedSchemaTypes, 'InputObject'>;

/** What makes the arguments of a field. */
export type ArgumentFields = ArgBuilder<ExtendedSchemaTypes>;

/** An object type whose values have this shape. */
export type ObjectType<Shape> = ObjectRef<ExtendedSchemaTypes, Shape>;

/** An interface whose values have this shape. */
export type InterfaceType<Shape> = InterfaceRef<ExtendedSchemaTypes, Shape>;

/** An enum type with these values. */
export type EnumType<Values> = EnumRef<ExtendedSchemaTypes, Values>;
