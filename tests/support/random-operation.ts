import fc, { type GeneratorValue } from 'fast-check';
import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';

/** The body of a request, valid or not. */
export interface RandomOperation {
  readonly query: string;
  readonly variables: unknown;
  readonly operationName?: unknown;
}

/** IDs and cursors of existing rows. */
export interface Texts {
  /** By type. */
  readonly ids: Readonly<Record<string, readonly string[]>>;
  readonly cursors: readonly string[];
}

/** A value as JSON and as a GraphQL literal, which differ for enum values. */
interface Value {
  readonly json: unknown;
  readonly literal: string;
}

/** Without fast-check's bias towards small numbers, which would make most operations invalid. */
const evenly = (max: number) => fc.noBias(fc.nat(max));

const nasty = [
  '',
  'a',
  'NASA',
  '%',
  '_',
  '\\',
  '\0',
  '\ud800',
  '🗞️',
  'x'.repeat(101),
  '__proto__',
  'constructor',
  "';--",
  '\u202e',
];
const numbers = [0, 1, 2, 3, 100, 101, -1, 2 ** 31 - 1, 2 ** 31, -(2 ** 31) - 1, 1.5, 1e308];
const strangeNames = ['__proto__', 'constructor', 'toString', 'nothing', '__schema', '_'];

/** With an own property `__proto__`, which only JSON.parse makes. */
const protoKeyed: unknown = JSON.parse('{"__proto__":{"where":1}}');

const same = (json: unknown): Value => ({ json, literal: JSON.stringify(json) });

/** Makes one operation by walking a schema. Every choice comes from fast-check, so that it can repeat and shrink it. */
class Maker {
  readonly #definitions: string[] = [];
  readonly #variables: Record<string, unknown> = {};
  readonly #fragments: string[] = [];
  /** The percentage of choices that make something invalid. */
  readonly #invalid: number;
  #names = 0;

  constructor(
    readonly schema: GraphQLSchema,
    readonly texts: Texts,
    readonly random: GeneratorValue,
  ) {
    this.#invalid = this.#pick([0, 0, 0.5, 1, 4]);
  }

  make(): RandomOperation {
    const kind = this.#chance(50) ? 'mutation' : 'query';
    const root = kind === 'mutation' ? this.schema.getMutationType() : this.schema.getQueryType();
    if (!root) throw new Error(`no ${kind}`);
    // One mutation field, so that an operation makes its change or none.
    const selections =
      kind === 'mutation'
        ? `{ ${this.#field(this.#pick(Object.values(root.getFields())), 3)} }`
        : this.#selections(root, 4);
    const name = this.#chance(30) ? 'Random' : '';
    const variables = this.#definitions.length > 0 ? `(${this.#definitions.join(' ')})` : '';
    let query = `${kind} ${name}${variables}${this.#chance(this.#invalid) ? this.#directives() : ''} ${selections} ${this.#fragments.join(' ')}`;
    if (this.#chance(this.#invalid)) query = this.#misspelt(query);
    const operationName =
      this.#odd([undefined, 'Nothing', '__proto__', 1, {}]) ?? (name === '' ? undefined : name);
    const variableValues = this.#chance(this.#invalid)
      ? this.#pick([null, [], 'x', 1, protoKeyed])
      : this.#variables;
    return {
      query,
      variables: variableValues,
      ...(operationName !== undefined && { operationName }),
    };
  }

  #selections(type: GraphQLNamedType, depth: number): string {
    if (!isObjectType(type) && !isInterfaceType(type)) return '';
    const fields = Object.values(type.getFields()).filter(
      (field) => depth > 0 || isLeafType(getNamedType(field.type)),
    );
    const parts = Array.from({ length: 1 + this.#below(3) }, () => {
      if (fields.length === 0 || this.#chance(8)) return '__typename';
      const field = this.#field(this.#pick(fields), depth);
      return this.#chance(10) ? this.#spread(type, field) : field;
    });
    if (isInterfaceType(type)) {
      for (const possible of this.schema.getPossibleTypes(type)) {
        if (depth > 0 && this.#chance(60))
          parts.push(`... on ${possible.name} ${this.#selections(possible, depth - 1)}`);
      }
    }
    return `{ ${parts.join(' ')} }`;
  }

  #field(field: GraphQLField<unknown, unknown>, depth: number): string {
    // Two fields with different arguments would conflict.
    const aliased = field.args.length > 0 ? !this.#chance(this.#invalid) : this.#chance(50);
    const alias = aliased ? `${this.#odd(strangeNames) ?? this.#name('a')}: ` : '';
    const name = this.#odd([...strangeNames, `${field.name}s`]) ?? field.name;
    const leaf = isLeafType(getNamedType(field.type));
    const selections =
      leaf && !this.#chance(this.#invalid / 4)
        ? ''
        : this.#selections(getNamedType(field.type), depth - 1);
    return `${alias}${name}${this.#arguments(field.args, getNamedType(field.type).name)}${this.#directives()} ${selections}`;
  }

  #spread(type: GraphQLNamedType, selections: string): string {
    const on = this.#odd(['Article', 'Publication', 'Query', 'Nothing', 'Int']) ?? type.name;
    if (this.#chance(50)) return `... on ${on}${this.#directives()} { ${selections} }`;
    const name = this.#name('f');
    // Sometimes a fragment that spreads itself.
    const inner = this.#chance(this.#invalid) ? `...${name}` : selections;
    this.#fragments.push(`fragment ${name} on ${on} { ${inner} }`);
    return `...${this.#odd(['nothing']) ?? name}${this.#directives()}`;
  }

  #arguments(declared: readonly GraphQLArgument[], hint: string): string {
    const written = declared
      .filter((argument) => this.#chance(isNonNullType(argument.type) ? 100 - this.#invalid : 30))
      .map((argument) => `${argument.name}: ${this.#literalOrVariable(argument, hint, 4)}`);
    if (this.#chance(this.#invalid / 2))
      written.push(`${this.#pick(strangeNames)}: ${this.#pick(['1', 'null', '$nothing'])}`);
    return written.length > 0 ? `(${written.join(', ')})` : '';
  }

  /** The text of a value for an argument or an input field: a literal, or a variable, with a value or without. */
  #literalOrVariable(of: GraphQLArgument | GraphQLInputField, hint: string, depth: number): string {
    const value = this.#value(of.type, of.name, hint, depth);
    if (!this.#chance(35)) return value.literal;
    const name = this.#odd(['__proto__', 'constructor']) ?? this.#name('v');
    const fallback = this.#chance(10) ? ` = ${this.#value(of.type, of.name, hint, 1).literal}` : '';
    const type =
      this.#odd(['Int', 'String!', '[ID!]', 'ArticleFilter', 'Article', 'Nothing']) ??
      String(of.type);
    this.#definitions.push(`$${name}: ${type}${fallback}`);
    // As JSON.parse does, which makes own properties of any name.
    if (!this.#chance(8))
      Object.defineProperty(this.#variables, name, {
        value: value.json,
        enumerable: true,
        configurable: true,
      });
    return `$${name}`;
  }

  /** `hint` contains the name of the type whose IDs are most likely expected. */
  #value(type: GraphQLInputType, name: string, hint: string, depth: number): Value {
    if (this.#chance(this.#invalid))
      return same(this.#pick([null, 'x', 1, true, [], {}, [[]], [null], protoKeyed]));
    if (isNonNullType(type)) return this.#value(type.ofType, name, hint, depth);
    if (this.#chance(this.#invalid)) return same(null);
    if (isListType(type)) {
      const items = Array.from({ length: this.#below(4) }, () =>
        this.#value(type.ofType, name, hint, depth - 1),
      );
      return {
        json: items.map(({ json }) => json),
        literal: `[${items.map(({ literal }) => literal).join(', ')}]`,
      };
    }
    if (isEnumType(type)) {
      const value =
        this.#odd(['NOTHING', 'true', '__proto__']) ?? this.#pick(type.getValues()).name;
      return { json: value, literal: value };
    }
    if (isInputObjectType(type)) return this.#object(type, hint, depth);
    if (type.name === 'Int') return same(this.#chance(90) ? this.#below(6) : this.#pick(numbers));
    if (type.name === 'Boolean') return same(this.#chance(70));
    if (type.name === 'ID') return same(this.#id(this.#typeIn(name) ?? hint));
    if (/^(after|before)$/.test(name))
      return same(this.#pick(this.#chance(80) ? this.texts.cursors : nasty));
    return same(
      this.#chance(85) ? this.#pick(['a', 'b', 'NASA uses Python', 'p']) : this.#pick(nasty),
    );
  }

  #object(type: GraphQLInputObjectType, hint: string, depth: number): Value {
    const fields = Object.values(type.getFields());
    const some = fields.filter((field) =>
      isNonNullType(field.type) && field.defaultValue === undefined
        ? !this.#chance(this.#invalid / 2)
        : this.#below(fields.length) < 2,
    );
    const chosen =
      depth > 0
        ? some
        : some.filter(({ type }) => isLeafType(getNamedType(type)) || isNonNullType(type));
    const entries = chosen.map((field) => {
      const expected = this.#typeIn(field.name) ?? this.#typeIn(type.name) ?? hint;
      const value = this.#value(field.type, field.name, expected, depth - 1);
      return {
        name: field.name,
        json: value.json,
        literal: this.#chance(5)
          ? this.#literalOrVariable(field, expected, depth - 1)
          : value.literal,
      };
    });
    if (this.#chance(this.#invalid / 2))
      entries.push({ name: this.#pick(strangeNames), json: 1, literal: '1' });
    return {
      json: Object.fromEntries(entries.map((entry) => [entry.name, entry.json])),
      literal: `{${entries.map((entry) => `${entry.name}: ${entry.literal}`).join(', ')}}`,
    };
  }

  /** The type whose name occurs in `name`; the first, if two do. */
  #typeIn(name: string): string | undefined {
    const places = Object.keys(this.texts.ids).map((type) => ({
      type,
      at: name.toLowerCase().indexOf(type.toLowerCase()),
    }));
    return places.filter(({ at }) => at >= 0).sort((a, b) => a.at - b.at)[0]?.type;
  }

  #id(type: string): unknown {
    const right = this.texts.ids[type];
    if (right && this.#chance(94)) return this.#pick(right);
    return this.#pick([...Object.values(this.texts.ids).flat(), ...nasty, 5]);
  }

  #directives(): string {
    if (!this.#chance(5)) return '';
    const odd = this.#odd([
      '@skip(if: null)',
      '@skip',
      '@nothing',
      '@deprecated',
      '@include(if: $nothing)',
    ]);
    return ` ${odd ?? this.#pick(['@skip(if: false)', '@include(if: true)', '@include(if: false)'])}`;
  }

  #misspelt(text: string): string {
    const at = this.#below(text.length);
    return (
      text.slice(0, at) +
      this.#pick(['', '{', '}', '"', '$', 'x', '\0', '\ud800', '"""', '#', '...']) +
      text.slice(at + 1)
    );
  }

  /** One of `values`, rarely. */
  #odd<Item>(values: readonly Item[]): Item | undefined {
    return this.#chance(this.#invalid / 2) ? this.#pick(values) : undefined;
  }

  #name(letter: string): string {
    this.#names += 1;
    return `${letter}${this.#names}`;
  }

  #pick<Item>(values: readonly Item[]): Item {
    // No list here is empty.
    return values[this.#below(values.length)] as Item;
  }

  #chance(percent: number): boolean {
    return this.random(evenly, 999) < percent * 10;
  }

  #below(count: number): number {
    return this.random(evenly, count - 1);
  }
}

/** Random operations on a schema, most of them valid, each with one mutation at most. IDs and cursors come from `texts`. */
export function randomOperations(
  schema: GraphQLSchema,
  texts: Texts,
): fc.Arbitrary<RandomOperation> {
  return fc.gen().map((random) => new Maker(schema, texts, random).make());
}
