import fc from 'fast-check';

/** A filter on a number. */
export type CountFilter = Readonly<Record<string, unknown>>;

const number = fc.constantFrom(-2_147_483_648, -1, 0, 0, 1, 1, 2, 2, 3, 4, 2_147_483_647);
const numbers = fc.array(number, { maxLength: 3 });

/** Filters on a number of related rows, with up to two operators. */
export const countFilters: fc.Arbitrary<CountFilter> = fc
  .uniqueArray(
    fc.oneof(
      fc.tuple(fc.constantFrom('equals', 'not', 'lt', 'lte', 'gt', 'gte'), number),
      fc.tuple(fc.constantFrom('in', 'notIn'), numbers),
    ),
    { maxLength: 2, selector: ([operator]) => operator },
  )
  .map((entries) => Object.fromEntries(entries));

/** Whether a filter holds for a number of related rows. */
export function countHolds(count: number, filter: CountFilter): boolean {
  return Object.entries(filter).every(([operator, operand]) => {
    const value = Number(operand);
    const list = [operand].flat();
    return {
      equals: count === value,
      not: count !== value,
      in: list.includes(count),
      notIn: !list.includes(count),
      lt: count < value,
      lte: count <= value,
      gt: count > value,
      gte: count >= value,
    }[operator];
  });
}
