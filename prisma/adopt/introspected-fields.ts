import type { GeneratedColumn } from '../../src/postgres/generated-columns.js';
import { blocksOf } from './blocks.js';

/** An introspected schema with `@readonly` above its generated columns, which cannot be written. */
export function withReadonlyColumns(schema: string, generated: readonly GeneratedColumn[]): string {
  const lines = schema.split('\n');
  for (const {
    keyword,
    name,
    text,
    lines: [from, to],
  } of blocksOf(schema)) {
    if (keyword !== 'model') continue;
    const table = mapped(/^\s*@@map\((.*)\)/m.exec(text)?.[1]) ?? name;
    const columns = generated.filter((each) => each.table === table).map(({ column }) => column);
    for (let at = from; at < to; at++) {
      const line = lines[at] ?? '';
      const [, field] = /^\s+(\w+)\s+\w/.exec(line) ?? [];
      const column = mapped(/\s@map\(("(?:[^"\\]|\\.)*")\)/.exec(line)?.[1]) ?? field;
      if (column !== undefined && columns.includes(column)) lines[at] = `  /// @readonly\n${line}`;
    }
  }
  return lines.join('\n');
}

// Prisma writes texts as JSON does.
const mapped = (text: string | undefined) =>
  text === undefined ? undefined : String(JSON.parse(text));

/** An introspected schema without descriptions: all that it has are remarks about what Prisma does not support. */
export function withoutRemarks(schema: string): string {
  return schema.replace(/^(\s*)\/\/\/ /gm, '$1// ');
}
