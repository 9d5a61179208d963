import { type Filter, page, rare, rootFields } from './filtered-lists.js';
import { type OperationCase, times } from './operation-case.js';

/** Quantifiers side by side, by the share of rows that they match. */
export const quantifierCases = (['some', 'every', 'none'] as const).flatMap((quantifier) =>
  (['Article', 'Publication'] as const).flatMap((type) => {
    const across = type === 'Article' ? 'publications' : 'articles';
    const text = type === 'Article' ? 'title' : 'headline';
    const filters: Readonly<Record<string, (index: number) => Filter>> = {
      everything: () => ({}),
      nothing: (index) => ({ [text]: { contains: rare(index) } }),
      much: (index) => ({ [text]: { contains: String(index % 10) } }),
    };
    return Object.entries(filters).flatMap(([name, make]) =>
      (['AND', 'OR'] as const).map(
        (both): OperationCase => ({
          group: `${quantifier} of ${across}`,
          name: `${name}, ${both}`,
          unit: 'quantifiers',
          largest: 2_000,
          make: (size) =>
            page(type, {
              [both]: times(size, (index) => ({ [across]: { [quantifier]: make(index) } })),
            }),
        }),
      ),
    );
  }),
);

/** Nested quantifiers. */
export const nestedCases = (['some', 'every', 'none'] as const).flatMap((quantifier) =>
  (['Article', 'Publication'] as const).map(
    (type): OperationCase => ({
      group: 'quantifiers within each other',
      name: `${quantifier}, from ${rootFields[type]}`,
      unit: 'levels',
      largest: 20,
      make: (size) => {
        let filter: Filter = {};
        let inner = size % 2 === (type === 'Article' ? 1 : 0) ? 'Article' : 'Publication';
        for (let level = size; level > 0; level--) {
          filter = {
            [inner === 'Article' ? 'publications' : 'articles']: { [quantifier]: filter },
          };
          inner = inner === 'Article' ? 'Publication' : 'Article';
        }
        return page(type, filter);
      },
    }),
  ),
);
