import type { EnumModel } from '../engine/model/enum.js';
import type { Model } from '../engine/model/model.js';

/** The maximum width of a line of the module. */
const width = 100;

/** The defaults of columns. The module contains only properties that differ. */
const plain: Readonly<Record<string, unknown>> = {
  nullable: false,
  list: false,
  updatedAt: false,
  readonly: false,
  hidden: false,
  emptyAllowed: false,
};

/** Prints a TypeScript module of the model. It imports the model's types from `types`. */
export function printModel(model: Model, types: string): string {
  const enums = Object.fromEntries(model.enums.map((each) => [each.name, each]));
  const lines = [
    '// Written from the Prisma schema by `npx prisma generate`. Change the schema, not this file.',
    `import type { Model } from ${quote(types)};`,
    '',
    '/** What most columns have. */',
    `const plain = ${print(plain, 0, 0)} as const;`,
    '',
    `const enums = ${print(enums, 0, 0)} satisfies Record<string, Model['enums'][number]>;`,
    '',
    '/** What the API is made from. */',
    `export const model: Model = ${print({ ...model, enums: new Code('Object.values(enums)') }, 0, 0)};`,
  ];
  return `${lines.join('\n')}\n`;
}

/** A TypeScript expression, which is printed without quotes. */
class Code {
  constructor(readonly text: string) {}
}

/** An element of an array (without a prefix) or a property of an object. */
interface Part {
  readonly prefix: string;
  readonly value: unknown;
}

/** Prints a value in one line if it fits, otherwise each of its parts in its own lines. */
function print(value: unknown, indent: number, prefix: number): string {
  const line = printLine(value, width - indent - prefix - 1);
  if (line !== undefined) return line;
  const list = partsOf(value);
  // A text has no parts to be printed in lines of their own.
  if (!list) return String(printLine(value, Number.POSITIVE_INFINITY));
  const inner = indent + 2;
  const lines = list.parts.map(
    (part) => `${' '.repeat(inner)}${part.prefix}${print(part.value, inner, part.prefix.length)},`,
  );
  return [list.open, ...lines, `${' '.repeat(indent)}${list.close}`].join('\n');
}

/** Prints a value in one line; undefined if that is longer than `room`. */
function printLine(value: unknown, room: number): string | undefined {
  const list = partsOf(value);
  if (!list) {
    const text = printLeaf(value);
    return text.length <= room ? text : undefined;
  }
  if (list.parts.length === 0) return list.open + list.close;
  const space = list.open === '{' ? ' ' : '';
  let line = list.open + space;
  for (const [at, part] of list.parts.entries()) {
    line += (at > 0 ? ', ' : '') + part.prefix;
    const printed = printLine(part.value, room - line.length);
    if (printed === undefined) return undefined;
    line += printed;
  }
  line += space + list.close;
  return line.length <= room ? line : undefined;
}

function printLeaf(value: unknown): string {
  if (value instanceof Code) return value.text;
  return typeof value === 'string' ? quote(value) : String(value);
}

function partsOf(value: unknown): { open: string; close: string; parts: Part[] } | undefined {
  if (typeof value !== 'object' || value === null || value instanceof Code) return undefined;
  if (Array.isArray(value)) {
    return { open: '[', close: ']', parts: value.map((each) => ({ prefix: '', value: each })) };
  }
  const column = 'kind' in value && 'emptyAllowed' in value;
  const properties = Object.entries(value)
    .filter(([name, each]) => !column || !(name in plain) || each !== plain[name])
    .map(([name, each]: [string, unknown]): Part => {
      // A column's enum is printed once, before the tables.
      const shared = column && name === 'enum';
      const printed = shared ? new Code(`enums.${(each as EnumModel).name}`) : each;
      return { prefix: `${name}: `, value: printed };
    });
  const parts = column ? [{ prefix: '', value: new Code('...plain') }, ...properties] : properties;
  return { open: '{', close: '}', parts };
}

/** A text in single quotes, or in double ones where that needs no escapes. */
function quote(text: string): string {
  const json = JSON.stringify(text);
  if (text.includes("'") && !text.includes('"')) return json;
  return `'${json.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}
