import { page } from './filtered-lists.js';
import { aliases, type OperationCase, type OperationRequest, times } from './operation-case.js';

const query = (text: string): OperationRequest => ({ query: text, variables: {} });
const byCount = (field: string) => `orderBy: { field: ${field}_COUNT, direction: DESC }`;

/** Orders by a count. */
const orderCases = [
  {
    name: 'n aliased root pages of articles',
    unit: 'pages',
    largest: 1_000,
    make: (n: number) =>
      `{ ${aliases(n, (name) => `${name} articles(first: 20, ${byCount('PUBLICATIONS')}) { nodes { id } }`)} }`,
  },
  {
    name: 'n aliased root pages of articles, filtered',
    unit: 'pages',
    largest: 1_000,
    make: (n: number) =>
      `{ ${aliases(n, (name) => `${name} articles(first: 20, where: { headline: { not: "" } }, ${byCount('PUBLICATIONS')}) { nodes { id } }`)} }`,
  },
  {
    name: 'n aliased root pages of publications, filtered',
    unit: 'pages',
    largest: 1_000,
    make: (n: number) =>
      `{ ${aliases(n, (name) => `${name} publications(first: 20, where: { title: { not: "" } }, ${byCount('ARTICLES')}) { nodes { id } }`)} }`,
  },
  {
    name: 'n aliased pairs of articles',
    unit: 'pages',
    largest: 1_000,
    make: (n: number) =>
      `{ ${aliases(n, (name) => `${name} articles(first: 20, distinct: false, where: { publications: { some: {} } }, ${byCount('PUBLICATIONS')}) { nodes { id } }`)} }`,
  },
  {
    name: 'pages of n publications',
    unit: 'rows',
    largest: 100,
    make: (n: number) =>
      `{ publications(first: ${n}, orderBy: { field: ID }) { nodes { articles(first: 20, ${byCount('PUBLICATIONS')}) { nodes { id } } } } }`,
  },
  {
    name: 'pages of n articles',
    unit: 'rows',
    largest: 100,
    make: (n: number) =>
      `{ articles(first: ${n}, ${byCount('PUBLICATIONS')}) { nodes { publications(first: 20, ${byCount('ARTICLES')}) { nodes { id } } } } }`,
  },
  {
    name: 'n aliased pages of the largest publication',
    unit: 'pages',
    largest: 1_000,
    make: (n: number) =>
      `{ publications(first: 1, ${byCount('ARTICLES')}) { nodes { ${aliases(n, (name) => `${name} articles(first: 1, ${byCount('PUBLICATIONS')}) { nodes { id } }`)} } } }`,
  },
].map(
  ({ make, ...named }): OperationCase => ({
    group: 'orders by count',
    ...named,
    make: (size) => query(make(size)),
  }),
);

/** Filters by a count, by the number of links that they read. */
const filterCases = (['Article', 'Publication'] as const).flatMap((type) => {
  const across = type === 'Article' ? 'publications' : 'articles';
  const filters = {
    'gte: 1': { gte: 1 },
    'gte: 2': { gte: 2 },
    'lt: 2': { lt: 2 },
    'gte: 1,000,000': { gte: 1_000_000 },
    'lt: 1,000,000': { lt: 1_000_000 },
  };
  return Object.entries(filters).flatMap(([name, count]) =>
    (['AND', 'OR'] as const).map(
      (both): OperationCase => ({
        group: `count of ${across}`,
        name: `${name}, ${both}`,
        unit: 'counts',
        largest: 2_000,
        make: (size) => page(type, { [both]: times(size, () => ({ [across]: { count } })) }),
      }),
    ),
  );
});

/** Filters and orders by the number of related rows. */
export const countCases: readonly OperationCase[] = [...orderCases, ...filterCases];
