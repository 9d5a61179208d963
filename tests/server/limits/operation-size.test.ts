import fc from 'fast-check';
import { type DocumentNode, Kind, parse, type SelectionSetNode } from 'graphql';
import { expect, test } from 'vitest';
import { operationSizes } from '../../../src/server/limits/operation-size.js';

const size = (text: string) => operationSizes(parse(text))[0];

test('all sizes of an operation are measured', () => {
  expect(size('{ a }')).toEqual({
    depth: 1,
    aliases: 0,
    directives: 0,
    rootFields: 1,
    inputDepth: 0,
    nesting: 1,
  });
  expect(
    size(
      'query($v: T = [{ a: [1] }] @d) @d { x: a(b: { c: 1 }) @d(e: [1]) { y: b } ... @d { c } }',
    ),
  ).toEqual({
    depth: 2,
    aliases: 2,
    directives: 4,
    rootFields: 2,
    inputDepth: 3,
    nesting: 2,
  });
});

test('fragments of exponential size are counted quickly', () => {
  const levels = Array.from(
    { length: 400 },
    (_, i) => `fragment f${i} on Q { ...f${i + 1} ...f${i + 1} }`,
  );
  const found = size(`{ ...f0 } ${levels.join(' ')} fragment f400 on Q { a: b }`);
  expect(found).toMatchObject({ depth: 1, aliases: 2 ** 400, rootFields: 2 ** 400 });
});

/** A document whose fragment spreads are replaced by inline fragments. */
function expanded(document: DocumentNode): string {
  const set = ({ selections }: SelectionSetNode): string =>
    `{ ${selections
      .map((selection) => {
        if (selection.kind === Kind.INLINE_FRAGMENT) return `... ${set(selection.selectionSet)}`;
        if (selection.kind === Kind.FIELD)
          return `${selection.alias ? `${selection.alias.value}: ` : ''}${selection.name.value}${'@d'.repeat(selection.directives?.length ?? 0)}${selection.selectionSet ? ` ${set(selection.selectionSet)}` : ''}`;
        const fragment = document.definitions.find(
          (definition) =>
            definition.kind === Kind.FRAGMENT_DEFINITION &&
            definition.name.value === selection.name.value,
        );
        if (fragment?.kind !== Kind.FRAGMENT_DEFINITION) throw new Error('no such fragment');
        return `... ${set(fragment.selectionSet)}`;
      })
      .join(' ')} }`;
  const [operation] = document.definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('no operation');
  return set(operation.selectionSet);
}

/** Selections that spread only fragments from `from` on, so that no fragment spreads itself. */
const selections = (from: number, depth: number): fc.Arbitrary<string> => {
  const leaf = fc.constantFrom('a', 'b', 'x: a', 'a @d', 'y: b @d @d');
  const spread = fc.integer({ min: Math.min(from, 4), max: 4 }).map((index) => `...f${index}`);
  const inner = depth === 0 ? leaf : selections(from, depth - 1);
  const field = inner.map((text) => (depth === 0 ? text : `z: c { ${text} }`));
  const inline = inner.map((text) => `... { ${text} }`);
  return fc
    .array(fc.oneof(leaf, ...(from <= 4 ? [spread] : []), field, inline), {
      minLength: 1,
      maxLength: 3,
    })
    .map((parts) => parts.join(' '));
};

test('a document has the same size with its fragments expanded', () => {
  const document = fc
    .tuple(selections(0, 2), ...[1, 2, 3, 4, 5].map((from) => selections(from, 1)))
    .map(([operation, ...fragments]) =>
      [
        `{ ${operation} }`,
        ...fragments.map((text, index) => `fragment f${index} on Q { ${text} }`),
      ].join(' '),
    );
  fc.assert(
    fc.property(document, (text) => {
      expect(size(text)).toEqual(size(expanded(parse(text))));
    }),
    { numRuns: 200 },
  );
});
