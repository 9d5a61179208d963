import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';

/** What makes a scalar whose values are texts. */
export interface TextScalar {
  readonly name: string;
  readonly description: string;
  readonly specifiedByURL: string;
  /** What a value must be, after `must be`: `a date such as 2026-11-25`. */
  readonly form: string;
  /** The value as the kind takes it; undefined for a text that is none. */
  parse(text: string): string | undefined;
  /** Whether it may be sent as a number: a literal is read as it is written. */
  readonly takes?: 'integers' | 'numbers';
}

/** How much of a wrong value a message shows. */
const shown = 60;

/** Makes a scalar whose values are texts, and possibly numbers where they are sent. */
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
    // The kind gives it as the API shows it.
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
