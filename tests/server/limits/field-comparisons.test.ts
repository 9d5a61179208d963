import { parse, validate } from 'graphql';
import { describe, expect, test } from 'vitest';
import { defaultLimits, parseWithin } from '../../../src/server/limits/document-limits.js';
import { fieldComparisons } from '../../../src/server/limits/field-comparisons.js';
import { pressSchema as schema } from '../../schemas/press/schema.js';

const repeat = (count: number, part: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => part(index)).join(' ');
const count = (text: string) => fieldComparisons(parse(text), Number.POSITIVE_INFINITY);

test.each([
  ['{ a b c }', 3],
  ['{ a a a }', 9],
  ['{ a b: a b: c }', 1 + 4],
  ['{ a { b } a { b } }', 4 + 4],
  ['{ a { b c } a { b } a }', 9 + 4 + 1],
  ['{ a ... { a ... { a } } }', 9],
  // A fragment is also validated on its own.
  ['{ ...F a } fragment F on T { a }', 4 + 1],
  ['{ ...F ...F } fragment F on T { a }', 1 + 1],
  ['{ a(x: 1, y: [1, { z: 1 }]) }', 1 + 1 + 4],
  ['{ a(x: 1) a(x: 1) }', 2 * 4],
  // Validation refuses fragments that spread themselves or do not exist.
  ['{ ...F ...G } fragment F on T { a ...F b { ...F } }', 2 + 2 + 2],
])('%s needs %i comparisons', (text, expected) => {
  expect(count(text)).toBe(expected);
});

test('fragments of exponential size are counted once', () => {
  const doubling = repeat(
    100,
    (n) => `fragment f${n} on T { a { ...f${n + 1} } b { ...f${n + 1} } }`,
  );
  expect(count(`{ ...f0 } ${doubling} fragment f100 on T { a }`)).toBeLessThan(1_000);
});

describe('the largest document within the limits is validated quickly', () => {
  const link = (inner: string) => `publications { nodes { ${inner} } }`;
  test.each([
    ['one field', (n: number) => `{ ${repeat(n, () => '__typename')} }`],
    ['fields in fields', (n: number) => `{ ${repeat(n, () => 'articles { nodes { id } }')} }`],
    [
      'fragments',
      (n: number) =>
        `{ articles { nodes { ${repeat(n, (i) => `...f${i}`)} } } } ${repeat(n, (i) => `fragment f${i} on Article { id ${link('id')} }`)}`,
    ],
    [
      'fragments in fragments',
      (n: number) =>
        `{ articles { nodes { ...f0 } } } ${repeat(n, (i) => `fragment f${i} on Article { id ...f${i + 1} }`)} fragment f${n} on Article { id }`,
    ],
    [
      'inline fragments',
      (n: number) => `{ articles { nodes { ${repeat(n, () => '... { id }')} } } }`,
    ],
    [
      'arguments',
      (n: number) =>
        `{ ${repeat(n, () => `articles(where: { AND: [${repeat(30, () => '{}')}] }) { totalCount }`)} }`,
    ],
  ])('%s, repeated', (_, document) => {
    const limits = { ...defaultLimits, rootFields: Number.POSITIVE_INFINITY };
    const allowed = (n: number) => {
      try {
        return parseWithin(document(n), limits);
      } catch {
        return undefined;
      }
    };
    let most = 1;
    while (allowed(most * 2)) most *= 2;
    for (let step = most / 2; step >= 1; step /= 2) if (allowed(most + step)) most += step;
    expect(() => parseWithin(document(most + 1), limits)).toThrow(
      expect.objectContaining({
        extensions: expect.objectContaining({ code: 'COST_LIMIT_EXCEEDED' }),
      }),
    );
    // The first run is slower, because graphql-js is not compiled yet.
    const took = Array.from({ length: 5 }, () => {
      const parsed = parse(document(most));
      const began = process.cpuUsage();
      expect(validate(schema, parsed)).toEqual([]);
      const { user, system } = process.cpuUsage(began);
      return (user + system) / 1_000;
    });
    expect(Math.min(...took)).toBeLessThan(50);
  });
});
