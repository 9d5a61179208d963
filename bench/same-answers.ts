import { isDeepStrictEqual } from 'node:util';

/** Names of fields whose values mean something only to the server that made them. */
const opaque = new Set(['id', 'cursor', 'startCursor', 'endCursor']);

/** An answer as the text of a server, under the server's name. */
export interface Answer {
  readonly label: string;
  readonly body: string;
}

/**
 * Throws, with the first place where they differ, unless all answers are the same but for their opaque values, each of
 * which must be a text of some length.
 */
export function requireSameAnswers(query: string, answers: readonly Answer[]): void {
  const [first, ...others] = answers.map(({ label, body }) => {
    // What a server tells beside its answer is its own.
    const { extensions: _, ...value } = JSON.parse(body);
    return { label, value: withoutOpaque(value, label, query) };
  });
  for (const other of first ? others : []) {
    if (first && !isDeepStrictEqual(first.value, other.value)) {
      const { path, left, right } = firstDifference(first.value, other.value, '');
      throw new Error(
        `the answers to "${query}" differ at ${path || 'the top'}:\n  ${first.label}: ${show(left)}\n  ${other.label}: ${show(right)}`,
      );
    }
  }
}

function withoutOpaque(value: unknown, label: string, path: string): unknown {
  if (Array.isArray(value))
    return value.map((item, index) => withoutOpaque(item, label, `${path}.${index}`));
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).map(([name, field]) => {
    if (!opaque.has(name)) return [name, withoutOpaque(field, label, `${path}.${name}`)];
    if (typeof field !== 'string' || field === '')
      throw new Error(`${label} gives ${show(field)} as ${path}.${name}`);
    return [name, '<opaque>'];
  });
  return Object.fromEntries(fields);
}

/** Both values must differ somewhere. */
function firstDifference(
  left: unknown,
  right: unknown,
  path: string,
): { path: string; left: unknown; right: unknown } {
  if (typeof left === 'object' && left !== null && typeof right === 'object' && right !== null) {
    const [a, b] = [new Map(Object.entries(left)), new Map(Object.entries(right))];
    for (const name of new Set([...a.keys(), ...b.keys()])) {
      if (!isDeepStrictEqual(a.get(name), b.get(name)))
        return firstDifference(a.get(name), b.get(name), `${path}.${name}`);
    }
  }
  return { path, left, right };
}

function show(value: unknown): string {
  return (JSON.stringify(value) ?? 'nothing').slice(0, 300);
}
