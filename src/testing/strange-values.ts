/** A value as JSON and as a GraphQL literal, which differ for enum values. */
export interface Value {
  readonly json: unknown;
  readonly literal: string;
}

/** Texts that may be handled wrongly. */
export const strings = [
  '',
  'a',
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
/** Numbers at the bounds of the kinds of numbers. */
export const numbers = [0, 1, 2, 3, 100, 101, -1, 2 ** 31 - 1, 2 ** 31, -(2 ** 31) - 1, 1.5, 1e308];

/** Names that no schema has, some of them properties of every object. */
export const strangeNames = [
  '__proto__',
  'constructor',
  'toString',
  'nothing',
  '__schema',
  '_',
] as const;

/** With an own property `__proto__`, which only JSON.parse makes. */
export const protoKeyed: unknown = JSON.parse('{"__proto__":{"where":1}}');

/** The literal of a JSON value: that of an object has names without quotes. */
function literalOf(json: unknown): string {
  if (Array.isArray(json)) return `[${json.map(literalOf).join(', ')}]`;
  if (typeof json !== 'object' || json === null) return JSON.stringify(json);
  const entries = Object.entries(json).filter(([name]) => /^[_A-Za-z]\w*$/.test(name));
  return `{${entries.map(([name, value]) => `${name}: ${literalOf(value)}`).join(', ')}}`;
}

/** A value whose literal is its JSON, but for the quotes of names. */
export const same = (json: unknown): Value => ({ json, literal: literalOf(json) });
