import { below, type Filter, page, places, rare } from './filtered-lists.js';
import { globalId, type OperationCase, times } from './operation-case.js';
import { modes } from './operators.js';

/** A list that a column is compared with. */
interface List {
  readonly name: string;
  readonly largest: number;
  readonly make: (size: number) => Filter;
}
const lists: readonly List[] = [
  ...(['in', 'notIn'] as const).flatMap((name) => [
    ...modes.map((mode) => ({
      name: `${name} ${mode.toLowerCase()}`,
      largest: 40_000,
      make: (size: number) => ({ headline: { [name]: times(size, rare), mode } }),
    })),
    {
      name: `id ${name}`,
      largest: 10_000,
      make: (size: number) => ({
        id: { [name]: times(size, (index) => globalId('Article', 1_000_000 + index)) },
      }),
    },
  ]),
];

/** Lists of `size` values in each place. */
export const listCases = lists.flatMap((list): OperationCase[] => {
  const of = (name: string, make: OperationCase['make']): OperationCase => ({
    group: list.name,
    name,
    unit: 'values',
    largest: list.largest,
    make,
  });
  return [
    ...places.map(({ name, type, wrap }) => of(name, (size) => page(type, wrap(list.make(size))))),
    of('below 20 rows', (size) => below(list.make(size))),
  ];
});
