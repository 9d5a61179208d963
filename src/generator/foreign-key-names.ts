/** The names of foreign keys that `@relation(map: …)` declares, which Prisma hides from generators, by `Model.field`. */
export function foreignKeyNamesOf(text: string): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  let model = '';
  // Prisma wants a field with its attributes in one line.
  for (const line of text.split(/\r?\n/)) {
    model = /^\s*model\s+(\w+)\s*\{/.exec(line)?.[1] ?? model;
    const [, field, relation = ''] = relationField.exec(line) ?? [];
    for (const [, name] of relation.matchAll(textOrMap)) {
      // Prisma writes texts as JSON does.
      if (name !== undefined) names.set(`${model}.${field}`, String(JSON.parse(name)));
    }
  }
  return names;
}

/** A field with the arguments of its `@relation`. Texts and comments may contain anything. */
const relationField =
  /^\s*(\w+)\s+\w+\??\s(?:[^"/@]|"(?:[^"\\]|\\.)*"|@(?!relation\b))*@relation\s*\(((?:[^")]|"(?:[^"\\]|\\.)*")*)\)/;

/** The argument `map` with its text, or any other text, which may look like one. */
const textOrMap = /"(?:[^"\\]|\\.)*"|\bmap\s*:\s*("(?:[^"\\]|\\.)*")/g;
