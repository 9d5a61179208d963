import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { kindOf } from '../../../src/engine/kinds/kinds.js';
import type { ColumnModel } from '../../../src/engine/model/column.js';
import { assignPlaces, placeKindOf } from '../../../src/engine/sql/assign-places.js';
import { longestIncreasing } from '../../../src/engine/sql/longest-increasing.js';

const column = (kind: ColumnModel['kind'], maximum?: number): ColumnModel => ({
  ...{ name: 'place', column: 'place', kind, type: kind, nullable: false, list: false },
  ...{ updatedAt: false, readonly: true, hidden: false, emptyAllowed: false },
  ...(maximum && { maximum }),
});

const bytes = (a: unknown, b: unknown) => Buffer.compare(Buffer.from(`${a}`), Buffer.from(`${b}`));
const numbers = (a: unknown, b: unknown) => {
  const [x, y] = [BigInt(`${a}`), BigInt(`${b}`)];
  return x < y ? -1 : Number(x > y);
};

interface TestedKind {
  readonly column: ColumnModel;
  readonly compare: (a: unknown, b: unknown) => number;
  /** Any value that others may have written. */
  readonly any: fc.Arbitrary<unknown>;
  /** Whether a value fits in the column. */
  readonly fits: (place: unknown) => boolean;
}

const bits = (size: bigint) => ({ min: -(2n ** (size - 1n)), max: 2n ** (size - 1n) - 1n });
const isWithin = (size: bigint) => (place: unknown) =>
  BigInt(`${place}`) >= bits(size).min && BigInt(`${place}`) <= bits(size).max;
const near = (size: bigint) =>
  fc.oneof(
    fc.bigInt(bits(size)),
    fc.bigInt({ min: -3n, max: 3n }),
    fc.bigInt({ min: bits(size).max - 3n, max: bits(size).max }),
    fc.bigInt({ min: bits(size).min, max: bits(size).min + 3n }),
  );
const texts = fc.oneof(
  fc.string({ maxLength: 5 }),
  fc.string({ unit: 'grapheme', maxLength: 3 }),
  fc.constantFrom('', 'a0', 'a1', 'a0V', 'a00', 'Zz', 'zzz', 'b00', `A${'0'.repeat(26)}`, '0'),
);

const kinds: readonly TestedKind[] = [
  {
    column: column('int'),
    compare: numbers,
    any: near(32n).map(Number),
    fits: (place) => typeof place === 'number' && isWithin(32n)(place),
  },
  {
    column: column('bigint'),
    compare: numbers,
    any: near(64n).map(String),
    fits: (place) => typeof place === 'string' && isWithin(64n)(place),
  },
  {
    column: column('text', 10_000),
    compare: bytes,
    any: texts,
    fits: (place) => /^[0-9A-Za-z]{2,250}$/.test(`${place}`),
  },
  {
    column: column('text', 30),
    compare: bytes,
    any: texts,
    fits: (place) => /^[0-9A-Za-z]{2,30}$/.test(`${place}`),
  },
];

describe.each(kinds.map((kind) => [kind.column.kind, kind.column.maximum, kind] as const))(
  'places of kind %s (%s)',
  (_, __, { column, compare, any, fits }) => {
    const isAscending = (places: readonly unknown[]) =>
      places.every((place, at) => at === 0 || compare(places[at - 1], place) < 0);

    test('are ascending, between their bounds, and fit in the column', () => {
      const bound = fc.option(any, { nil: undefined });
      fc.assert(
        fc.property(bound, bound, fc.nat(20), fc.boolean(), (low, high, count, spread) => {
          const found = placeKindOf(column).between({ low, high }, count, column, spread);
          if (!found) return;
          expect(found).toHaveLength(count);
          expect(found.every(fits)).toBe(true);
          const bounds = [low === undefined ? [] : [low], high === undefined ? [] : [high]];
          if (count > 0)
            expect(isAscending([...(bounds[0] ?? []), ...found, ...(bounds[1] ?? [])])).toBe(true);
        }),
        { numRuns: 2_000 },
      );
    });

    test('are found at the start, at the end and in an empty list', () => {
      for (const [low, high] of [[], ['a1', undefined], [undefined, 'a1']]) {
        const place = (text: string | undefined) => (text && column.kind !== 'text' ? 0 : text);
        const bounds = { low: place(low), high: place(high) };
        expect(placeKindOf(column).between(bounds, 1_000, column, true)).toHaveLength(1_000);
      }
    });

    test('can be assigned in any whole list, and only as few rows as necessary change', () => {
      const list = fc.array(fc.option(any, { nil: undefined, freq: 3 }), { maxLength: 40 });
      fc.assert(
        fc.property(list, (given) => {
          const known = given.filter((place) => place !== undefined).sort(compare);
          const places = given.map((place) => (place === undefined ? undefined : known.shift()));
          const assigned = assignPlaces(column, { places, atStart: true, atEnd: true }) ?? [];
          const isNew = (at: number) => assigned[at] !== places[at];
          expect(assigned).toHaveLength(places.length);
          for (const [at, place] of assigned.entries()) {
            if (isNew(at)) expect(fits(place)).toBe(true);
            // Two rows that keep their places may have been equal.
            if (at > 0 && (isNew(at) || isNew(at - 1)))
              expect(compare(assigned[at - 1], place)).toBeLessThan(0);
          }
        }),
        { numRuns: 1_000 },
      );
    });

    test('of rows that are inserted one by one are all different, and few others change', () => {
      for (const next of [(at: number) => at, (at: number) => at + 1, () => 3, () => 0]) {
        let places = assignPlaces(column, { places: Array(200), atStart: true, atEnd: true }) ?? [];
        let changed = 0;
        for (let at = 100, round = 0; round < 2_000; round++, at = next(at)) {
          const before = places.toSpliced(at, 0, undefined);
          places = assignPlaces(column, { places: before, atStart: true, atEnd: true }) ?? [];
          changed += places.filter((place, index) => place !== before[index]).length;
        }
        expect(places).toHaveLength(2_200);
        expect(isAscending(places)).toBe(true);
        expect(changed / 2_000).toBeLessThan(4);
      }
    });
  },
);

test('more of a list is asked for only if there is no room among the rows that are known', () => {
  const places = [1, 2, undefined, 3, 4];
  expect(assignPlaces(column('int'), { places, atStart: false, atEnd: false })).toBeUndefined();
  const roomy = [1, 2, undefined, 3, 1000];
  const assigned = assignPlaces(column('int'), { places: roomy, atStart: false, atEnd: false });
  expect(assigned?.slice(0, 2)).toEqual([1, 2]);
  expect(assigned?.[4]).toBe(1000);
});

test('columns of other kinds hold no places', () => {
  const others = ['uuid', 'smallint', 'float', 'decimal', 'boolean', 'datetime', 'json'] as const;
  for (const kind of others) {
    expect(kindOf(column(kind)).place).toBeUndefined();
    expect(() => placeKindOf(column(kind))).toThrow('place cannot hold the places of rows');
  }
});

test('the longest increasing part of a list is as long as any', () => {
  /** By trying all parts. */
  const longest = ([first, ...others]: readonly number[], above = -1): number => {
    if (first === undefined) return 0;
    const without = longest(others, above);
    return first > above ? Math.max(without, 1 + longest(others, first)) : without;
  };
  const list = fc.uniqueArray(fc.nat(50), { maxLength: 12 });
  fc.assert(
    fc.property(list, (numbers) => {
      const found = longestIncreasing(numbers);
      expect(found).toHaveLength(longest(numbers));
      expect(found.toSorted((a, b) => a - b)).toEqual(found);
      // A part of the list, in its order.
      expect(numbers.filter((number) => found.includes(number))).toEqual(found);
    }),
  );
});
