import { page } from './filtered-lists.js';
import { aliases, globalId, type OperationCase, times } from './operation-case.js';

/** Large inputs without comparisons, and variables that are used many times. */
export const inputCases: readonly OperationCase[] = [
  {
    group: 'inputs',
    name: 'AND of {}',
    unit: 'objects',
    largest: 300_000,
    make: (size) => page('Article', { AND: times(size, () => ({})) }),
  },
  {
    group: 'inputs',
    name: 'OR of AND of []',
    unit: 'objects',
    largest: 80_000,
    make: (size) => page('Article', { OR: times(size, () => ({ AND: [] })) }),
  },
  {
    group: 'inputs',
    name: 'one variable in 50 root fields',
    unit: 'objects',
    largest: 300_000,
    make: (size) => ({
      query: `query($w: ArticleFilter) { ${aliases(50, (name) => `${name} articles(first: 1, where: $w) { nodes { id } }`)} }`,
      variables: { w: { AND: times(size, () => ({})) } },
    }),
  },
  {
    group: 'inputs',
    name: 'a long text in 50 root fields',
    unit: 'characters',
    largest: 900_000,
    make: (size) => ({
      query: `query($w: ArticleFilter) { ${aliases(50, (name) => `${name} articles(first: 1, where: $w) { nodes { id } }`)} }`,
      variables: { w: { headline: { equals: 'x'.repeat(size) } } },
    }),
  },
  {
    group: 'inputs',
    name: 'nodes(ids)',
    unit: 'IDs',
    largest: 10_000,
    make: (size) => ({
      query: 'query($ids: [ID!]!) { nodes(ids: $ids) { id } }',
      variables: { ids: times(size, (index) => globalId('Article', 1 + index)) },
    }),
  },
  {
    group: 'inputs',
    name: 'nodes(ids) with pages of 2',
    unit: 'IDs',
    largest: 10_000,
    make: (size) => ({
      query:
        'query($ids: [ID!]!) { nodes(ids: $ids) { ... on Article { publications(first: 2) { nodes { id } } } } }',
      variables: { ids: times(size, (index) => globalId('Article', 1 + index)) },
    }),
  },
];
