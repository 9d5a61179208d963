import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';

/** The definition of a scalar whose values are strings. */
export interface TextScalar {
  readonly name: string;
  readonly description: string;
  readonly specifiedByURL: string;
  /** The valid values, as the text after `must be`: `a date such as 2026-11-25`. */
  readonly form: string;
  /** Parses a text; undefined if it is not valid. */
  parse(text: string): string | undefined;
  /** Whether an input may be a number. The text of a number literal is parsed, with all of its digits. */
  readonly takes?: 'integers' | 'numbers';
}

/** The maximum length of an invalid value in a message. */
const shown = 60;

/** Makes a scalar whose values are strings; inputs may also be numbers. */
export function textScalar(scalar: TextScalar): GraphQLScalarType<string, string> {
  const { name, description, specifiedByURL, form, parse, takes } = scalar;
  const refuse = (value: unknown, nodes?: ValueNode): never => {
    const text = JSON.stringify(value) ?? String(value);
    const cut = text.length > shown ? `${text.slice(0, shown)}…` : text;
    throw new GraphQLError(`${name} must be ${form}, got ${cut}`, { nodes: nodes ?? null });
  };
  return new GraphQLScalarType<string, string>({
    name,
    description,
    specifiedByURL,
    // The kind has converted it to the value of the API.
    serialize: String,
    parseValue(value) {
      if (typeof value === 'number' && takes) return parse(numberText(value)) ?? refuse(value);
      return (typeof value === 'string' ? parse(value) : undefined) ?? refuse(value);
    },
    parseLiteral(node) {
      const isTaken =
        node.kind === Kind.STRING ||
        (node.kind === Kind.INT && takes) ||
        (node.kind === Kind.FLOAT && takes === 'numbers');
      if (isTaken) return parse(node.value) ?? refuse(node.value, node);
      return refuse('value' in node ? node.value : node.kind, node);
    },
  });
}

/** A number as a text; one that no scalar takes for a whole number beyond 2^53, which JSON has already rounded. */
function numberText(value: number): string {
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? '' : String(value);
}
