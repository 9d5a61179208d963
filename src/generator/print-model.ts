import type { Model } from '../engine/model/model.js';

/** The width that a line of the module may have. */
const width = 100;

/** What most columns have; the module spells out what differs. */
const plain = {
  nullable: false,
  list: false,
  updatedAt: false,
  readonly: false,
  hidden: false,
  emptyAllowed: false,
};

/** Prints a TypeScript module of the model. `engine` is where it imports the model's types from. */
export function printModel(model: Model, engine: string): string {
  const enums = Object.fromEntries(model.enums.map((each) => [each.name, each]));
  const lines = [
    '// Written from the Prisma schema by `npx prisma generate`. Change the schema, not this file.',
    `import type { Model } from ${quote(engine)};`,
    '',
    '/** What most columns have. */',
    `const plain = ${print(plain, 0)} as const;`,
    '',
    `const enums = ${print(enums, 0)} satisfies Record<string, Model['enums'][number]>;`,
    '',
    '/** What the API is made from. */',
    `export const model: Model = ${print({ ...model, enums: new Code('Object.values(enums)') }, 0)};`,
  ];
  return `${lines.join('\n')}\n`;
}

/** An expression to be printed as it is. */
class Code {
  constructor(readonly text: string) {}
}

/** Prints a value in one line if it fits between `indent` and `width`, else each part in a line of its own. */
function print(value: unknown, indent: number, prefix = 0): string {
  if (typeof value === 'string') return quote(value);
  if (value instanceof Code) return value.text;
  if (typeof value !== 'object' || value === null) return String(value);
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  const parts = Array.isArray(value)
    ? value.map((each) => ({ prefix: '', value: each }))
    : entries(value);
  if (parts.length === 0) return open + close;
  const space = Array.isArray(value) ? '' : ' ';
  const line = `${open}${space}${parts.map((part) => part.prefix + print(part.value, 0)).join(', ')}${space}${close}`;
  if (indent + prefix + line.length < width && !line.includes('\n')) return line;
  const inner = indent + 2;
  const printed = parts.map(
    (part) => `${' '.repeat(inner)}${part.prefix}${print(part.value, inner, part.prefix.length)},`,
  );
  return [open, ...printed, `${' '.repeat(indent)}${close}`].join('\n');
}

interface Part {
  readonly prefix: string;
  readonly value: unknown;
}

function entries(value: object): Part[] {
  const column = Object.keys(plain).every((name) => name in value) && 'kind' in value;
  const parts = Object.entries(value)
    .filter(
      ([name, each]) =>
        !(column && Object.entries(plain).some(([n, p]) => n === name && p === each)),
    )
    .map(([name, each]): Part => {
      if (column && name === 'enum')
        return { prefix: '', value: new Code(`enum: enums.${each.name}`) };
      return { prefix: `${name}: `, value: each };
    });
  return column ? [{ prefix: '', value: new Code('...plain') }, ...parts] : parts;
}

/** A string literal in single quotes, or in double ones if that needs no escapes. */
function quote(text: string): string {
  const json = JSON.stringify(text);
  if (text.includes("'") && !text.includes('"')) return json;
  return `'${json.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}
