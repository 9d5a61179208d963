import fc from 'fast-check';
import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isLeafType,
  isObjectType,
} from 'graphql';
import { Choices } from './choices.js';
import { InputMaker } from './random-input.js';
import type { Samples } from './samples.js';
import { protoKeyed, strangeNames } from './strange-values.js';

/** The body of a request, valid or not. */
export interface RandomOperation {
  readonly query: string;
  readonly variables: unknown;
  readonly operationName?: unknown;
}

/** Makes one operation by walking a schema. */
class Maker {
  readonly #fragments: string[] = [];
  readonly #inputs: InputMaker;

  constructor(
    readonly schema: GraphQLSchema,
    samples: Samples,
    readonly choices: Choices,
  ) {
    this.#inputs = new InputMaker(schema, samples, choices);
  }

  make(): RandomOperation {
    const { choices, schema } = this;
    const mutation = schema.getMutationType();
    const kind = mutation && choices.chance(50) ? 'mutation' : 'query';
    const root = kind === 'mutation' ? mutation : schema.getQueryType();
    if (!root) throw new Error(`the schema has no ${kind} type`);
    // One mutation field, so that an operation makes its change or none.
    const selections =
      kind === 'mutation'
        ? `{ ${this.#field(choices.pick(Object.values(root.getFields())), 3)} }`
        : this.#selections(root, 4);
    const name = choices.chance(30) ? 'Random' : '';
    const { definitions, variables } = this.#inputs;
    const defined = definitions.length > 0 ? `(${definitions.join(' ')})` : '';
    const directives = choices.chance(choices.invalid) ? this.#directives() : '';
    let query = `${kind} ${name}${defined}${directives} ${selections} ${this.#fragments.join(' ')}`;
    if (choices.chance(choices.invalid)) query = this.#misspelt(query);
    const operationName =
      choices.odd([undefined, 'Nothing', '__proto__', 1, {}]) ?? (name === '' ? undefined : name);
    return {
      query,
      variables: choices.chance(choices.invalid)
        ? choices.pick([null, [], 'x', 1, protoKeyed])
        : variables,
      ...(operationName !== undefined && { operationName }),
    };
  }

  #selections(type: GraphQLNamedType, depth: number): string {
    const { choices } = this;
    if (!isObjectType(type) && !isInterfaceType(type)) return '';
    const fields = Object.values(type.getFields()).filter(
      (field) => depth > 0 || isLeafType(getNamedType(field.type)),
    );
    const parts = Array.from({ length: 1 + choices.below(3) }, () => {
      if (fields.length === 0 || choices.chance(8)) return '__typename';
      const field = this.#field(choices.pick(fields), depth);
      return choices.chance(10) ? this.#spread(type, field) : field;
    });
    if (isInterfaceType(type)) {
      for (const possible of this.schema.getPossibleTypes(type)) {
        if (depth > 0 && choices.chance(60))
          parts.push(`... on ${possible.name} ${this.#selections(possible, depth - 1)}`);
      }
    }
    return `{ ${parts.join(' ')} }`;
  }

  #field(field: GraphQLField<unknown, unknown>, depth: number): string {
    const { choices } = this;
    // Two fields with different arguments would conflict.
    const aliased = field.args.length > 0 ? !choices.chance(choices.invalid) : choices.chance(50);
    const alias = aliased ? `${choices.odd(strangeNames) ?? choices.name('a')}: ` : '';
    const name = choices.odd([...strangeNames, `${field.name}s`]) ?? field.name;
    const type = getNamedType(field.type);
    const selections =
      isLeafType(type) && !choices.chance(choices.invalid / 4)
        ? ''
        : this.#selections(type, depth - 1);
    const written = this.#inputs.arguments(field.args, type.name);
    return `${alias}${name}${written}${this.#directives()} ${selections}`;
  }

  #spread(type: GraphQLNamedType, selections: string): string {
    const { choices } = this;
    const others = [...Object.keys(this.schema.getTypeMap()), 'Nothing'];
    const on = choices.odd(others) ?? type.name;
    if (choices.chance(50)) return `... on ${on}${this.#directives()} { ${selections} }`;
    const name = choices.name('f');
    // Sometimes a fragment that spreads itself.
    const inner = choices.chance(choices.invalid) ? `...${name}` : selections;
    this.#fragments.push(`fragment ${name} on ${on} { ${inner} }`);
    return `...${choices.odd(['nothing']) ?? name}${this.#directives()}`;
  }

  #directives(): string {
    const { choices } = this;
    if (!choices.chance(5)) return '';
    const odd = choices.odd([
      '@skip(if: null)',
      '@skip',
      '@nothing',
      '@deprecated',
      '@include(if: $nothing)',
    ]);
    return ` ${odd ?? choices.pick(['@skip(if: false)', '@include(if: true)', '@include(if: false)'])}`;
  }

  #misspelt(text: string): string {
    const { choices } = this;
    const at = choices.below(text.length);
    return (
      text.slice(0, at) +
      choices.pick(['', '{', '}', '"', '$', 'x', '\0', '\ud800', '"""', '#', '...']) +
      text.slice(at + 1)
    );
  }
}

/** Random operations on a schema, most of them valid, each with one mutation at most. They use the IDs and values of `samples`. */
export function randomOperations(
  schema: GraphQLSchema,
  samples: Samples,
): fc.Arbitrary<RandomOperation> {
  return fc.gen().map((random) => new Maker(schema, samples, new Choices(random)).make());
}
