import { aliases, globalId, type OperationCase, type OperationRequest } from './operation-case.js';

const pageInfo = 'pageInfo { hasNextPage hasPreviousPage startCursor endCursor }';
const whole = (inner: string) => `totalCount ${pageInfo} edges { cursor node { id ${inner} } }`;
const query = (text: string): OperationRequest => ({ query: text, variables: {} });

/** Pages, counts and single rows. */
export const pageCases: readonly OperationCase[] = [
  [
    'one page, first',
    'rows',
    100,
    (n: number) => `{ articles(first: ${n}) { nodes { id headline } } }`,
  ],
  [
    '100 × n rows',
    'rows',
    100,
    (n: number) =>
      `{ articles(first: 100) { nodes { publications(first: ${n}) { nodes { id title } } } } }`,
  ],
  [
    'n × 100 rows of publications',
    'rows',
    100,
    (n: number) =>
      `{ publications(first: ${n}) { nodes { articles(first: 100) { nodes { id headline } } } } }`,
  ],
  [
    'n × 100 rows, whole edges',
    'rows',
    100,
    (n: number) =>
      `{ publications(first: ${n}) { ${whole(`articles(first: 100) { ${whole('headline')} }`)} } }`,
  ],
  [
    'n × n × n rows',
    'rows',
    100,
    (n: number) =>
      `{ publications(first: ${n}) { nodes { articles(first: ${n}) { nodes { publications(first: ${n}) { nodes { id } } } } } } }`,
  ],
  [
    'n × n × n rows, whole edges',
    'rows',
    100,
    (n: number) =>
      `{ publications(first: ${n}) { ${whole(`articles(first: ${n}) { ${whole(`publications(first: ${n}) { ${whole('')} }`)} }`)} } }`,
  ],
  [
    'counts of n publications',
    'rows',
    100,
    (n: number) => `{ publications(first: ${n}) { nodes { articles { totalCount } } } }`,
  ],
  [
    'counts of n × 100 rows',
    'rows',
    100,
    (n: number) =>
      `{ publications(first: ${n}) { nodes { articles(first: 100) { nodes { publications { totalCount } } } } } }`,
  ],
  [
    'n aliased root counts',
    'counts',
    1_000,
    (n: number) => `{ ${aliases(n, (name) => `${name} articles(first: 0) { totalCount }`)} }`,
  ],
  [
    'n aliased counts of 100 publications',
    'counts',
    1_000,
    (n: number) =>
      `{ publications(first: 100, orderBy: { field: ID }) { nodes { ${aliases(n, (name) => `${name} articles { totalCount }`)} } } }`,
  ],
  [
    'n aliased pages of 2 of 22 rows',
    'pages',
    1_000,
    (n: number) =>
      `{ publications(first: 22, orderBy: { field: ID }) { nodes { id ${aliases(n, (name) => `${name} articles(first: 2) { nodes { id } ${whole('headline')} }`)} } } }`,
  ],
  [
    'n aliased pages of 1 of 100 rows',
    'pages',
    1_000,
    (n: number) =>
      `{ publications(first: 100, orderBy: { field: ID }) { nodes { id ${aliases(n, (name) => `${name} articles(first: 1) { nodes { id } }`)} } } }`,
  ],
  [
    'n aliased flags of 100 rows',
    'pages',
    1_000,
    (n: number) =>
      `{ publications(first: 100, orderBy: { field: ID }) { nodes { id ${aliases(n, (name) => `${name} articles(first: 1) { ${pageInfo} }`)} } } }`,
  ],
  [
    'n aliased fields of 100 × 100 rows',
    'fields',
    1_000,
    (n: number) =>
      `{ publications(first: 100) { nodes { articles(first: 100) { nodes { ${aliases(n, (name) => `${name} headline`)} } } } } }`,
  ],
  [
    'n aliased root pages of 1',
    'pages',
    1_000,
    (n: number) => `{ ${aliases(n, (name) => `${name} articles(first: 1) { nodes { id } }`)} }`,
  ],
  [
    'n aliased single rows',
    'rows',
    1_000,
    (n: number) =>
      `{ ${aliases(n, (name) => `${name} article(id: "${globalId('Article', 5)}") { id }`)} }`,
  ],
].map(([name, unit, largest, make]) => ({
  group: 'pages',
  // The types of the tuples above.
  name: name as string,
  unit: unit as string,
  largest: largest as number,
  make: (size: number) => query((make as (size: number) => string)(size)),
}));
