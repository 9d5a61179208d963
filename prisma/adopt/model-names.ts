import pluralize from 'pluralize';
import { blocksOf } from './blocks.js';

/** Renames the models of an introspected schema from the names of their tables to those of models: `course_tags` to `CourseTag`. */
export function withModelNames(schema: string): string {
  const blocks = blocksOf(schema).filter(({ keyword }) => /^(model|enum)$/.test(keyword));
  const taken = new Set(blocks.map(({ name }) => name));
  const names = new Map<string, string>();
  for (const { name, keyword } of blocks) {
    const better = modelName(name, keyword === 'model');
    if (better === name || taken.has(better)) continue;
    taken.add(better);
    names.set(name, better);
  }
  const lines = schema.split('\n');
  for (const {
    name,
    keyword,
    text,
    lines: [, end],
  } of blocks) {
    const better = names.get(name);
    if (better === undefined) continue;
    if (!text.includes('@@map(')) lines[end] = `\n  @@map("${name}")\n}`;
    const at = lines.findIndex((line) => new RegExp(`^${keyword} ${name} \\{`).test(line));
    lines[at] = `${keyword} ${better} {`;
  }
  return lines
    .map((line) =>
      line.replace(
        /^( {2}\w+ +)(\w+)(?=\[\]|\?| |$)/,
        (_, field: string, type: string) => field + (names.get(type) ?? type),
      ),
    )
    .join('\n');
}

function modelName(table: string, one: boolean): string {
  const words = table.split('_').filter((word) => word !== '');
  if (one) words.push(pluralize.singular(words.pop() ?? ''));
  const name = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  return /^[A-Za-z]/.test(name) ? name : table;
}
