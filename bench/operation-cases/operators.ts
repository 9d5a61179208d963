import { below, type Filter, page, places, rare } from './filtered-lists.js';
import { globalId, type OperationCase, times } from './operation-case.js';

/** A filter on one column that matches nearly every row, or none: both are compared with every row. */
interface Operator {
  readonly name: string;
  readonly column: 'text' | 'id';
  /** Makes the `index`-th filter. */
  readonly make: (index: number) => Filter;
  readonly matches: boolean;
}

/** The modes of a filter on a text. */
export const modes = ['SENSITIVE', 'INSENSITIVE'] as const;
const textOperators: readonly Operator[] = modes.flatMap((mode) => {
  const text = (name: string, value: (index: number) => unknown, matches: boolean): Operator => ({
    name: `${name}${mode === 'INSENSITIVE' ? ' insensitive' : ''}`,
    column: 'text',
    make: (index) => ({ [name]: value(index), mode }),
    matches,
  });
  return [
    text('equals', rare, false),
    text('not', rare, true),
    text('lt', (index) => `!${index}`, false),
    text('gte', (index) => `!${index}`, true),
    text('startsWith', rare, false),
    text('endsWith', rare, false),
    text('contains', rare, false),
  ];
});
const idOperators: readonly Operator[] = [
  {
    name: 'id not',
    column: 'id',
    make: (index) => ({ not: globalId('Article', 1_000_000 + index) }),
    matches: true,
  },
  {
    name: 'id equals',
    column: 'id',
    make: (index) => ({ equals: globalId('Article', 1_000_000 + index) }),
    matches: false,
  },
];

const column = ({ column }: Operator, filter: Filter) =>
  column === 'id' ? { id: filter } : { headline: filter };
const combined = (operator: Operator, size: number): Filter => ({
  [operator.matches ? 'AND' : 'OR']: times(size, (index) => column(operator, operator.make(index))),
});

/** `size` filters with each operator in each place. */
export const operatorCases = [...textOperators, ...idOperators].flatMap(
  (operator): OperationCase[] => {
    const of = (name: string, make: OperationCase['make']): OperationCase => ({
      group: operator.name,
      name,
      unit: 'operators',
      largest: 10_000,
      make,
    });
    return [
      ...places.map(({ name, type, wrap }) =>
        of(name, (size) => page(type, wrap(combined(operator, size)))),
      ),
      of('below 20 rows', (size) => below(combined(operator, size))),
    ];
  },
);
