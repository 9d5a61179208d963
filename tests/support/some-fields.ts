import fc from 'fast-check';

/** An object with one or two of these fields. With all of them, a filter would nearly always match nothing. */
export function someFields(
  fields: Record<string, fc.Arbitrary<unknown>>,
): fc.Arbitrary<Record<string, unknown>> {
  const entry = fc.oneof(
    ...Object.entries(fields).map(([name, value]) => value.map((drawn) => [name, drawn] as const)),
  );
  return fc
    .uniqueArray(entry, { minLength: 1, maxLength: 2, selector: ([name]) => name })
    .map((entries) => Object.fromEntries(entries));
}
