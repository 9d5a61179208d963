/** An operation that comes in any size. */
export interface OperationCase {
  readonly group: string;
  readonly name: string;
  /** What `size` counts. */
  readonly unit: string;
  /** The largest size that is tried, whatever it costs: what a body of a megabyte holds, and the limits of documents. */
  readonly largest: number;
  readonly make: (size: number) => OperationRequest;
}

/** A GraphQL request. */
export interface OperationRequest {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

type Filter = Readonly<Record<string, unknown>>;

const times = <Item>(size: number, make: (index: number) => Item): Item[] =>
  Array.from({ length: size }, (_, index) => make(index));
const globalId = (type: string, key: number) => Buffer.from(`${type}:${key}`).toString('base64');

/** A filter on one column that holds for nearly every row, or for none: both are compared with every row. */
interface Operator {
  readonly name: string;
  readonly column: 'text' | 'id';
  /** Makes the `index`-th filter. */
  readonly make: (index: number) => Filter;
  readonly holds: boolean;
}

const modes = ['SENSITIVE', 'INSENSITIVE'] as const;
const rare = (index: number) => `Żółć ${index}`;
const textOperators: readonly Operator[] = modes.flatMap((mode) => {
  const text = (name: string, value: (index: number) => unknown, holds: boolean): Operator => ({
    name: `${name}${mode === 'INSENSITIVE' ? ' insensitive' : ''}`,
    column: 'text',
    make: (index) => ({ [name]: value(index), mode }),
    holds,
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
    holds: true,
  },
  {
    name: 'id equals',
    column: 'id',
    make: (index) => ({ equals: globalId('Article', 1_000_000 + index) }),
    holds: false,
  },
];

/** A list that a column is compared with. */
interface List {
  readonly name: string;
  readonly largest: number;
  readonly make: (size: number) => Filter;
  readonly holds: boolean;
}
const lists: readonly List[] = [
  ...(['in', 'notIn'] as const).flatMap((name) => [
    ...modes.map((mode) => ({
      name: `${name} ${mode.toLowerCase()}`,
      largest: 40_000,
      make: (size: number) => ({ headline: { [name]: times(size, rare), mode } }),
      holds: name === 'notIn',
    })),
    {
      name: `id ${name}`,
      largest: 10_000,
      make: (size: number) => ({
        id: { [name]: times(size, (index) => globalId('Article', 1_000_000 + index)) },
      }),
      holds: name === 'notIn',
    },
  ]),
];

/** Where a filter of articles stands: the filter of the list that is asked for. */
interface Place {
  readonly name: string;
  readonly type: 'Article' | 'Publication';
  readonly wrap: (filter: Filter) => Filter;
}
const places: readonly Place[] = [
  { name: 'root', type: 'Article', wrap: (filter) => filter },
  { name: 'NOT', type: 'Article', wrap: (filter) => ({ NOT: filter }) },
  ...(['some', 'every', 'none'] as const).map(
    (quantifier): Place => ({
      name: `${quantifier}`,
      type: 'Publication',
      wrap: (filter) => ({ articles: { [quantifier]: filter } }),
    }),
  ),
  {
    name: 'some under OR',
    type: 'Publication',
    wrap: (filter) => ({ OR: [{ title: { equals: '' } }, { articles: { some: filter } }] }),
  },
  {
    name: 'two relations',
    type: 'Article',
    wrap: (filter) => ({ publications: { some: { articles: { some: filter } } } }),
  },
];

const field = { Article: 'articles', Publication: 'publications' } as const;
const page = (type: Place['type'], filter: Filter): OperationRequest => ({
  query: `query($w: ${type}Filter) { ${field[type]}(where: $w) { totalCount nodes { id } pageInfo { hasNextPage endCursor } } }`,
  variables: { w: filter },
});
/** As the connection of each of 20 rows, the largest publications among them. */
const below = (filter: Filter): OperationRequest => ({
  query:
    'query($w: ArticleFilter) { publications(first: 20, orderBy: { field: ID }) { nodes { articles(where: $w) { totalCount nodes { id } } } } }',
  variables: { w: filter },
});

const column = ({ column }: Operator, filter: Filter) =>
  column === 'id' ? { id: filter } : { headline: filter };
const combined = (operator: Operator, size: number): Filter => ({
  [operator.holds ? 'AND' : 'OR']: times(size, (index) => column(operator, operator.make(index))),
});

/** Each operator in each place, so often side by side. */
const operatorCases = [...textOperators, ...idOperators].flatMap((operator): OperationCase[] => {
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
});

/** Each list in each place. */
const listCases = lists.flatMap((list): OperationCase[] => {
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

/** Quantifiers side by side, by what they find. */
const quantifierCases = (['some', 'every', 'none'] as const).flatMap((quantifier) =>
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

/** Quantifiers within each other. */
const nestedCases = (['some', 'every', 'none'] as const).flatMap((quantifier) =>
  (['Article', 'Publication'] as const).map(
    (type): OperationCase => ({
      group: 'quantifiers within each other',
      name: `${quantifier}, from ${field[type]}`,
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

const pageInfo = 'pageInfo { hasNextPage hasPreviousPage startCursor endCursor }';
const whole = (inner: string) => `totalCount ${pageInfo} edges { cursor node { id ${inner} } }`;
const query = (text: string): OperationRequest => ({ query: text, variables: {} });
const aliases = (size: number, make: (name: string) => string) =>
  times(size, (index) => make(`a${index}:`)).join(' ');

/** Pages, counts and single rows. */
const pageCases: readonly OperationCase[] = [
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
  // Tuples of the shape above.
  name: name as string,
  unit: unit as string,
  largest: largest as number,
  make: (size: number) => query((make as (size: number) => string)(size)),
}));

/** Inputs that compare nothing, and the same variable used many times. */
const inputCases: readonly OperationCase[] = [
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

const linked = (size: number) => times(size, (index) => globalId('Article', 1 + index));
const clear = `clearPublicationArticles(input: { publicationId: "${globalId('Publication', 999)}" }) { removedCount }`;
/** Mutations; each leaves publication 999 without articles. */
const mutationCases: readonly OperationCase[] = [
  {
    group: 'mutations',
    name: 'add, then clear',
    unit: 'IDs',
    largest: 10_000,
    make: (size) => ({
      query: `mutation($ids: [ID!]!) { addPublicationArticles(input: { publicationId: "${globalId('Publication', 999)}", articleIds: $ids }) { addedArticleEdges { cursor node { id } } } ${clear} }`,
      variables: { ids: linked(size) },
    }),
  },
  {
    group: 'mutations',
    name: 'set, then clear',
    unit: 'IDs',
    largest: 10_000,
    make: (size) => ({
      query: `mutation($ids: [ID!]!) { setPublicationArticles(input: { publicationId: "${globalId('Publication', 999)}", articleIds: $ids }) { addedCount } ${clear} }`,
      variables: { ids: linked(size) },
    }),
  },
  {
    group: 'mutations',
    name: 'n × add 1, then clear',
    unit: 'mutations',
    largest: 1_000,
    make: (size) => ({
      query: `mutation { ${aliases(size, (name) => `${name} addPublicationArticles(input: { publicationId: "${globalId('Publication', 999)}", articleIds: ["${globalId('Article', 7)}"] }) { addedCount }`)} ${clear} }`,
      variables: {},
    }),
  },
  {
    group: 'mutations',
    name: 'n × delete many of none',
    unit: 'mutations',
    largest: 1_000,
    make: (size) => ({
      query: `mutation { ${aliases(size, (name) => `${name} deleteArticles(input: { where: { headline: { contains: "Żółć", mode: INSENSITIVE } } }) { deletedCount }`)} }`,
      variables: {},
    }),
  },
];

/** Every case, those of one group beside each other. */
export const operationCases: readonly OperationCase[] = [
  ...pageCases,
  ...inputCases,
  ...mutationCases,
  ...quantifierCases,
  ...nestedCases,
  ...listCases,
  ...operatorCases,
];
