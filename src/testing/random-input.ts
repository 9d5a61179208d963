import {
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLScalarType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import type { Choices } from './choices.js';
import type { Samples } from './samples.js';
import { numbers, protoKeyed, same, strangeNames, strings, type Value } from './strange-values.js';

/** An ID of the same type, most likely of a row that does not exist. */
function withAnotherKey(id: string): string {
  const text = Buffer.from(id, 'base64').toString();
  return Buffer.from(text.replace(/.$/, (last) => (last === '9' ? '8' : '9'))).toString('base64');
}

/** Makes the arguments of fields, as literals and variables, mostly of values that rows have. */
export class InputMaker {
  /** The definitions of the variables. */
  readonly definitions: string[] = [];
  /** Their values. */
  readonly variables: Record<string, unknown> = {};

  constructor(
    readonly schema: GraphQLSchema,
    readonly samples: Samples,
    readonly choices: Choices,
  ) {}

  /** The text of the arguments of a field; `hint` is the name of the type that it returns. */
  arguments(declared: readonly GraphQLArgument[], hint: string): string {
    const { choices } = this;
    const written = declared
      .filter((argument) =>
        choices.chance(isNonNullType(argument.type) ? 100 - choices.invalid : 30),
      )
      .map((argument) => `${argument.name}: ${this.#literalOrVariable(argument, hint, 4)}`);
    if (choices.chance(choices.invalid / 2))
      written.push(`${choices.pick(strangeNames)}: ${choices.pick(['1', 'null', '$nothing'])}`);
    return written.length > 0 ? `(${written.join(', ')})` : '';
  }

  /** The text of a value for an argument or an input field: a literal, or a variable, with a value or without. */
  #literalOrVariable(of: GraphQLArgument | GraphQLInputField, hint: string, depth: number): string {
    const { choices } = this;
    const value = this.#value(of.type, of.name, hint, depth);
    if (!choices.chance(35)) return value.literal;
    const name = choices.odd(['__proto__', 'constructor']) ?? choices.name('v');
    const fallback = choices.chance(10)
      ? ` = ${this.#value(of.type, of.name, hint, 1).literal}`
      : '';
    const type =
      choices.odd([
        'Int',
        'String!',
        '[ID!]',
        'Nothing',
        ...Object.keys(this.schema.getTypeMap()),
      ]) ?? String(of.type);
    this.definitions.push(`$${name}: ${type}${fallback}`);
    // As JSON.parse does, which makes own properties of any name.
    if (!choices.chance(8))
      Object.defineProperty(this.variables, name, {
        value: value.json,
        enumerable: true,
        configurable: true,
      });
    return `$${name}`;
  }

  /** `hint` is the name of the type whose IDs are most likely expected. */
  #value(type: GraphQLInputType, name: string, hint: string, depth: number): Value {
    const { choices } = this;
    if (choices.chance(choices.invalid))
      return same(choices.pick([null, 'x', 1, true, [], {}, [[]], [null], protoKeyed]));
    if (isNonNullType(type)) return this.#value(type.ofType, name, hint, depth);
    if (choices.chance(choices.invalid)) return same(null);
    if (isListType(type)) {
      const items = Array.from({ length: choices.below(4) }, () =>
        this.#value(type.ofType, name, hint, depth - 1),
      );
      return {
        json: items.map(({ json }) => json),
        literal: `[${items.map(({ literal }) => literal).join(', ')}]`,
      };
    }
    if (isEnumType(type)) {
      const value =
        choices.odd(['NOTHING', 'true', '__proto__']) ?? choices.pick(type.getValues()).name;
      return { json: value, literal: value };
    }
    if (isInputObjectType(type)) return this.#object(type, hint, depth);
    return same(this.#scalar(type, name, hint));
  }

  #scalar(type: GraphQLScalarType, name: string, hint: string): unknown {
    const { choices, samples } = this;
    if (type.name === 'ID') return this.#id(this.#typeIn(name, hint) ?? hint);
    if (type.name === 'Boolean') return choices.chance(70);
    if (/^(after|before)$/.test(name) && samples.cursors.length > 0)
      return choices.pick(choices.chance(80) ? samples.cursors : strings);
    // The number of rows of a page, or of what few rows have.
    if (type.name === 'Int' && choices.chance(70)) return choices.below(6);
    const known = samples.values[type.name];
    if (known && known.length > 0 && choices.chance(85)) return choices.pick(known);
    return choices.pick<unknown>(/^(Int|Float)$/.test(type.name) ? numbers : strings);
  }

  #object(type: GraphQLInputObjectType, hint: string, depth: number): Value {
    const { choices } = this;
    const fields = Object.values(type.getFields());
    const some = fields.filter((field) =>
      isNonNullType(field.type) && field.defaultValue === undefined
        ? !choices.chance(choices.invalid / 2)
        : choices.below(fields.length) < 2,
    );
    const chosen =
      depth > 0
        ? some
        : some.filter(({ type }) => isLeafType(getNamedType(type)) || isNonNullType(type));
    const entries = chosen.map((field) => {
      const owner = this.#typeIn(type.name) ?? hint;
      const expected = this.#typeIn(field.name, owner) ?? owner;
      const value = this.#value(field.type, field.name, expected, depth - 1);
      return {
        name: field.name,
        json: value.json,
        literal: choices.chance(5)
          ? this.#literalOrVariable(field, expected, depth - 1)
          : value.literal,
      };
    });
    if (choices.chance(choices.invalid / 2))
      entries.push({ name: choices.pick(strangeNames), json: 1, literal: '1' });
    return {
      json: Object.fromEntries(entries.map((entry) => [entry.name, entry.json])),
      literal: `{${entries.map((entry) => `${entry.name}: ${entry.literal}`).join(', ')}}`,
    };
  }

  /**
   * The type of the rows that a name of the schema means: that of the owner's field `teacher`, for `teacherId`; or else the type
   * whose name occurs in it, the first if several do.
   */
  #typeIn(name: string, owner?: string): string | undefined {
    const type = owner === undefined ? undefined : this.schema.getType(owner);
    if (isObjectType(type)) {
      const field = type.getFields()[name.replace(/Id$/, '')];
      const target = field && getNamedType(field.type).name;
      if (target !== undefined && target in this.samples.ids) return target;
    }
    const places = Object.keys(this.samples.ids).map((type) => ({
      type,
      at: name.toLowerCase().indexOf(type.toLowerCase()),
    }));
    return places.filter(({ at }) => at >= 0).sort((a, b) => a.at - b.at)[0]?.type;
  }

  #id(type: string): unknown {
    const { choices, samples } = this;
    const right = samples.ids[type] ?? [];
    if (right.length > 0 && choices.chance(90)) return choices.pick(right);
    if (right.length > 0 && choices.chance(40)) return withAnotherKey(choices.pick(right));
    return choices.pick([...Object.values(samples.ids).flat(), ...strings, 5]);
  }
}
