import type { InputFieldMap, InputRef, OutputType } from '@pothos/core';
import type { GraphQLResolveInfo } from 'graphql';
import type { EngineContext } from '../context.js';
import {
  costOfRows,
  type FieldCost,
  fieldCost,
  lengthOf,
  listCost,
  type SentArguments,
  withCost,
} from '../cost/cost.js';
import { filterCost } from '../cost/filter-cost.js';
import { typeNames } from '../naming.js';
import type { Builder, ExtendedSchemaTypes, InputFields, ObjectType } from './builder.js';

type Output = OutputType<ExtendedSchemaTypes>;

/** The payload of a mutation, by field. */
export type Payload = Readonly<Record<string, unknown>>;

/** A field of a payload, whose value has the same name in the mutation's result. */
export interface PayloadField {
  readonly type: Output | readonly [Output];
  readonly description: string;
  /** Default: that of a list with as many items as the input has rows, or of a field that reads nothing. */
  readonly cost?: FieldCost;
}

/** The definition of a mutation as Relay has it, with one `input` and one payload. */
export interface MutationDeclaration<Input extends object> {
  /** `addArticlePublications` */
  readonly name: string;
  readonly description: string;
  /** The fields of the input, which must have the shape `Input`. Without them the mutation has no argument: GraphQL has no empty type. */
  readonly input?: (t: InputFields) => InputFieldMap;
  readonly payload: Readonly<Record<string, PayloadField>>;
  /** The paths of the lists of rows in its input: `publications.add`. GraphQL takes any other value for a list of this one. */
  readonly lists?: readonly string[];
  /** Whether it may change more rows than its input, as sent, names. */
  readonly unbounded?: boolean | ((input: SentArguments) => boolean);
  /** Whether each item of `lists` gets a place among the rows of an ordered list. */
  readonly places?: boolean;
  /** The number of changes that its input, as sent, makes in the transaction. Default: 1. */
  readonly changes?: (input: SentArguments) => number;
  /** Makes the change and returns the payload. */
  readonly resolve: (
    input: Input,
    context: EngineContext,
    info: GraphQLResolveInfo,
  ) => Promise<Payload>;
}

/** The base cost of a change, and of one that may change more rows than its input names. */
const perChange = { bounded: 10, unbounded: 100 };
/** Added for each ID of a list with an order, because other rows may have to make room for it. */
const perPlace = 1.5;

/** The cost of a mutation with its payload: each ID in its input is a row, and the lists in its payload have as many items. */
function mutationCost({
  unbounded = false,
  lists = [],
  places = false,
  changes = () => 1,
}: Pick<MutationDeclaration<object>, 'unbounded' | 'lists' | 'places' | 'changes'>): FieldCost {
  const paths = lists.map((path) => path.split('.'));
  return (args, inner) => {
    const input: SentArguments = Object(args.input);
    const others = Object.entries(input).filter(([name]) => !lists.includes(name));
    const rows =
      sumOfNumbers(paths.map((path) => itemsAt(input, path))) +
      sumOfNumbers(others.map(([, value]) => (Array.isArray(value) ? value.length : 0)));
    // A filter is evaluated to lock the rows, and again to change them.
    const filtered = 2 * filterCost(input.where);
    const isUnbounded = typeof unbounded === 'boolean' ? unbounded : unbounded(input);
    const changed = perChange[isUnbounded ? 'unbounded' : 'bounded'] * changes(input);
    const placed = places ? perPlace * rows : 0;
    return costOfRows(changed + filtered + rows + placed, rows, inner);
  };
}

/** The number of items of the lists at `path`, which may lead through lists of objects. */
function itemsAt(value: unknown, [name, ...rest]: readonly string[]): number {
  if (name === undefined) return lengthOf(value);
  const objects = Array.isArray(value) ? value : [value];
  return sumOfNumbers(objects.map((each) => itemsAt(Object(each)[name], rest)));
}

const sumOfNumbers = (numbers: readonly number[]) => numbers.reduce((sum, each) => sum + each, 0);

/** Adds a mutation to the schema, with its `…Input` and `…Payload`. Returns the input, if it has one. */
export function mutationField<Input extends object>(
  builder: Builder,
  mutation: MutationDeclaration<Input>,
): InputRef<Input> | undefined {
  const input = mutation.input && inputOf<Input>(builder, mutation.name, mutation.input);
  const payload = payloadType(
    builder,
    typeNames.payload(mutation.name),
    `The payload of \`${mutation.name}\`.`,
    mutation.payload,
  );
  builder.mutationField(mutation.name, (t) =>
    t.field({
      ...builder.engine.fields.mutation,
      type: payload,
      description: mutation.description,
      args: input
        ? { input: t.arg({ type: input, required: true, description: 'The input.' }) }
        : {},
      ...withCost(mutationCost(mutation)),
      resolve: async (_, args, request, info) => {
        const context = builder.engine.contextOf(request);
        try {
          // The only argument, with the shape that the declaration promises. A mutation without one reads nothing of it.
          const { input: given = {} as Input } = args as { input?: Input };
          return await mutation.resolve(given, context, info);
        } finally {
          context.loaders.clear();
          builder.engine.changesOf?.(request)?.wake();
        }
      },
    }),
  );
  return input;
}

/** Adds to the schema the type of a payload, or of a part of one. */
export function payloadType(
  builder: Builder,
  name: string,
  description: string,
  fields: Readonly<Record<string, PayloadField>>,
): ObjectType<Payload> {
  return builder.objectRef<Payload>(name).implement({
    description,
    fields: (t) =>
      Object.fromEntries(
        Object.entries(fields).map(([field, { type, description, cost }]) => [
          field,
          t.field({
            // In Pothos, the type of a resolver depends on that of the field, which is known only at run time.
            type: type as Output,
            description,
            ...withCost(cost ?? (Array.isArray(type) ? listCost : fieldCost)),
            resolve: (payload) => payload[field] as never,
          }),
        ]),
      ),
  });
}

/** Adds the input type of a mutation to the schema. */
function inputOf<Input extends object>(
  builder: Builder,
  mutation: string,
  fields: (t: InputFields) => InputFieldMap,
): InputRef<Input> {
  const input = builder.inputType(typeNames.input(mutation), {
    description: `The input of \`${mutation}\`.`,
    fields,
  });
  // The fields are made at run time; `Input` is the shape that the declaration promises.
  return input as unknown as InputRef<Input>;
}
