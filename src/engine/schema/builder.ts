import type {
  ArgBuilder,
  EnumRef,
  InputFieldBuilder,
  InterfaceRef,
  ObjectFieldBuilder,
  ObjectFieldsShape,
  ObjectRef,
  SchemaTypes,
} from '@pothos/core';
import type { EngineContext } from '../context.js';
import { type BothEndsOptions, contextReader, type FieldOptions } from './options.js';

/** The engine's view of a builder's TypeScript types, whatever the builder's own are. */
interface EngineTypes {
  Context: object;
  DefaultFieldNullability: false;
  Scalars: { ID: { Input: string; Output: string } };
}

/** The same with Pothos's defaults. */
export type ExtendedSchemaTypes = PothosSchemaTypes.ExtendDefaultTypes<EngineTypes>;

/** A Pothos builder as the engine's declarations add to it. */
export interface Builder extends PothosSchemaTypes.SchemaBuilder<ExtendedSchemaTypes> {
  readonly engine: EngineSettings;
}

/** What the engine's fields need beside the builder. */
export interface EngineSettings {
  /** The builder that was given to `addBothEnds`. */
  readonly original: PothosSchemaTypes.SchemaBuilder<ExtendedSchemaTypes>;
  /** What the engine needs of a request, by the request's context. */
  readonly contextOf: (context: object) => EngineContext;
  /** To be spread onto the engine's fields: options of plugins that TypeScript knows only where the builder is made. */
  readonly fields: Readonly<Record<keyof FieldOptions<SchemaTypes>, object>>;
}

/** Makes the input fields of an input type. */
export type InputFields = InputFieldBuilder<ExtendedSchemaTypes, 'InputObject'>;

/** Makes the arguments of a field. */
export type ArgumentFields = ArgBuilder<ExtendedSchemaTypes>;

/** An object type whose values have this shape. */
export type ObjectType<Shape> = ObjectRef<ExtendedSchemaTypes, Shape>;

/** Makes single fields of an object type whose values have this shape. */
export type ValueFields<Shape> = ObjectFieldBuilder<ExtendedSchemaTypes, Shape>;

/** Makes the fields of an object type whose values have this shape. */
export type ObjectFields<Shape> = ObjectFieldsShape<ExtendedSchemaTypes, Shape>;

/** An interface whose values have this shape. */
export type InterfaceType<Shape> = InterfaceRef<ExtendedSchemaTypes, Shape>;

/** An enum type with these values. */
export type EnumType<Values> = EnumRef<ExtendedSchemaTypes, Values>;

/**
 * The engine's view of anybody's builder: adds to the same schema, but fields are not null and inputs are optional unless
 * their declaration says otherwise, whatever defaults the builder has.
 */
export function engineBuilder<Types extends SchemaTypes>(
  builder: PothosSchemaTypes.SchemaBuilder<Types>,
  options: BothEndsOptions<Types>,
): Builder {
  const engine = {
    original: builder,
    contextOf: contextReader(options),
    fields: { query: {}, mutation: {}, relation: {}, ...options.fields },
  };
  return Object.create(builder, {
    defaultFieldNullability: { value: false },
    defaultInputFieldRequiredness: { value: false },
    engine: { value: engine },
  });
}
