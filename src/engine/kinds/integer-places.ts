import type { PlaceKind } from './kind.js';

/** The range of a type of integers. */
export interface IntegerRange {
  readonly minimum: bigint;
  readonly maximum: bigint;
  /** The distance between places at the end of a list. */
  readonly step: bigint;
}

/**
 * The least average distance between places that replace others. It grows with their number, so that a crowded part of a list is
 * spread over ever more of the range: then few rows are rewritten for each new one, as in list labeling with thresholds that
 * fall with the size of the range (https://erikdemaine.org/papers/DietzSleator_ESA2002/).
 */
const distanceFor = (count: number): bigint => BigInt(Math.ceil(4 * Math.cbrt(count)));

/** Places that are integers. `parse` and `print` convert selected values. */
export function integerPlaces(
  { minimum, maximum, step }: IntegerRange,
  parse: (selected: unknown) => bigint,
  print: (place: bigint) => unknown,
): PlaceKind {
  return {
    between(bounds, count, _column, spread) {
      const parts = BigInt(count) + 1n;
      const known = (bound: unknown) => (bound === undefined ? undefined : parse(bound));
      const [after, before] = [known(bounds.low), known(bounds.high)];
      // An open end is as far away as its new places need, within the range.
      const low = after ?? (before === undefined ? 0n : before - step * parts);
      const high = before ?? low + step * parts;
      const from = low < minimum ? minimum - 1n : low;
      const room = (high > maximum ? maximum + 1n : high) - from;
      if (room < parts * (spread ? distanceFor(count) : 1n)) return undefined;
      return Array.from({ length: count }, (_, index) =>
        print(from + (room * (BigInt(index) + 1n)) / parts),
      );
    },
  };
}
