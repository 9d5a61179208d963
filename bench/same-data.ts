import { isDeepStrictEqual } from 'node:util';

/** The fields whose values are specific to a server. */
const opaque = new Set(['id', 'cursor', 'startCursor', 'endCursor']);

/** The body of a response, with the name of the server. */
export interface Body {
  readonly label: string;
  readonly body: string;
}

/**
 * Throws, with the path of the first difference, unless all responses are the same except for their opaque values, each of
 * which must be a non-empty string.
 */
export function requireSameData(query: string, bodies: readonly Body[]): void {
  const [first, ...others] = bodies.map(({ label, body }) => {
    // The extensions differ between servers.
    const { extensions: _, ...value } = JSON.parse(body);
    return { label, value: withoutOpaque(value, label, query) };
  });
  for (const other of first ? others : []) {
    if (first && !isDeepStrictEqual(first.value, other.value)) {
      const { path, left, right } = firstDifference(first.value, other.value, '');
      throw new Error(
        `the responses to "${query}" differ at ${path || 'the top'}:\n  ${first.label}: ${show(left)}\n  ${other.label}: ${show(right)}`,
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
      throw new Error(`${label} returned ${show(field)} as ${path}.${name}`);
    return [name, '<opaque>'];
  });
  return Object.fromEntries(fields);
}

/** The first difference of two values that differ. */
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
