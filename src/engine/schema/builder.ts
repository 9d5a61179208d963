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
import type { ChangeFeed } from '../live/change-feed.js';
import type { ColumnModel } from '../model/column.js';
import { type BothEndsOptions, contextReader, type FieldOptions } from './options.js';

/** The TypeScript types with which the engine uses any builder. */
interface EngineTypes {
  Context: object;
  DefaultFieldNullability: false;
  Scalars: { ID: { Input: string; Output: string } };
}

/** These types with Pothos's defaults. */
export type ExtendedSchemaTypes = PothosSchemaTypes.ExtendDefaultTypes<EngineTypes>;

/** A Pothos builder, with the types of the engine. */
export interface Builder extends PothosSchemaTypes.SchemaBuilder<ExtendedSchemaTypes> {
  readonly engine: EngineSettings;
}

/** A builder with the context and options of the engine's fields. */
export interface EngineSettings {
  /** The builder of the caller of `addBothEnds`. */
  readonly original: PothosSchemaTypes.SchemaBuilder<ExtendedSchemaTypes>;
  /** Returns the engine's context of a request, from the request's context. */
  readonly contextOf: (context: object) => EngineContext;
  /** Returns the changes of live tables, from the request's context; undefined if there are no subscriptions. */
  readonly changesOf: ((context: object) => ChangeFeed | undefined) | undefined;
  /** Options of other plugins for the engine's fields, whose types are known only to the caller. */
  readonly fields: Readonly<Record<keyof FieldOptions<SchemaTypes>, object>>;
  /** The columns that an update must give a value. It is read when the schema is built. */
  readonly requiredInUpdate: Set<ColumnModel>;
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
 * A builder that adds to the same schema, but with the engine's own defaults: fields are not null, and inputs are optional.
 */
export function engineBuilder<Types extends SchemaTypes>(
  builder: PothosSchemaTypes.SchemaBuilder<Types>,
  options: BothEndsOptions<Types>,
): Builder {
  const engine = {
    original: builder,
    contextOf: contextReader(options),
    changesOf: options.changes,
    fields: { query: {}, mutation: {}, subscription: {}, relation: {}, ...options.fields },
    requiredInUpdate: new Set<ColumnModel>(),
  };
  return Object.create(builder, {
    defaultFieldNullability: { value: false },
    defaultInputFieldRequiredness: { value: false },
    engine: { value: engine },
  });
}
