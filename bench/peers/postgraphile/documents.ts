import {
  graphqlRequest,
  type LinkChange,
  type LinkVerb,
  type Peer,
  type ReadCase,
} from '../peer.js';

const pageInfo = 'pageInfo { hasNextPage startCursor endCursor }';
const articleEdges = `edges { cursor node { id headline } } ${pageInfo}`;
// The plugin's names of the two ends of the junction table.
const publicationsOf = 'publications: publicationsByArticleToPublicationAAndB';
const articlesOf = 'articles: articlesByArticleToPublicationBAndA';

const queries: Readonly<Record<ReadCase, string>> = {
  typename: '{ __typename }',
  node: 'query ($id: ID!) { node(id: $id) { id ... on Article { headline } } }',
  article: `query ($id: ID!) {
    article(id: $id) { id headline ${publicationsOf}(first: 5, orderBy: TITLE_ASC) { nodes { id title } } }
  }`,
  articles: `{
    articles: allArticles(first: 20, orderBy: HEADLINE_ASC) {
      nodes { id headline ${publicationsOf}(first: 5, orderBy: TITLE_ASC) { nodes { id title } } }
    }
  }`,
  reverse: `{
    publications: allPublications(first: 20, orderBy: TITLE_ASC) {
      edges { cursor node { id title ${articlesOf}(first: 10, orderBy: HEADLINE_ASC) { ${articleEdges} } } } ${pageInfo}
    }
  }`,
  'reverse-with-count': `{
    publications: allPublications(first: 20, orderBy: TITLE_ASC) {
      edges { cursor node { id title ${articlesOf}(first: 10, orderBy: HEADLINE_ASC) { ${articleEdges} totalCount } } } ${pageInfo}
    }
  }`,
  levels: `{
    publications: allPublications(first: 20, orderBy: TITLE_ASC) {
      nodes {
        id title ${articlesOf}(first: 10, orderBy: HEADLINE_ASC) {
          nodes { id headline ${publicationsOf}(first: 5, orderBy: TITLE_ASC) { nodes { id title } } }
        }
      }
    }
  }`,
  'first-page': `query ($id: ID!, $first: Int!) {
    publication(id: $id) { id title ${articlesOf}(first: $first, orderBy: HEADLINE_ASC) { ${articleEdges} } }
  }`,
  'deep-page': `query ($id: ID!, $first: Int!, $after: Cursor!) {
    publication(id: $id) { id title ${articlesOf}(first: $first, after: $after, orderBy: HEADLINE_ASC) { ${articleEdges} } }
  }`,
  filter: `query ($title: String!) {
    articles: allArticles(
      first: 20, orderBy: HEADLINE_ASC
      filter: { _articleToPublicationsByA: { some: { publicationByB: { title: { equalTo: $title } } } } }
    ) { totalCount nodes { id headline } }
  }`,
};

const creation = {
  type: 'CreateArticleToPublicationInput!',
  field: 'createArticleToPublication',
  input: (a: number, b: number) => ({ _articleToPublication: { a, b } }),
};
const deletion = {
  type: 'DeleteArticleToPublicationByAAndBInput!',
  field: 'deleteArticleToPublicationByAAndB',
  input: (a: number, b: number) => ({ a, b }),
};

/** One request with a mutation field for each row of the junction table, because there is no mutation of several links. */
function changes(verb: LinkVerb, { end, owner, targets, missing, surplus }: LinkChange) {
  const created = verb === 'add' ? targets : verb === 'set' ? missing : [];
  const deleted = verb === 'remove' ? targets : verb === 'add' ? [] : surplus;
  const rows = [
    ...created.map((target) => ({ change: creation, target })),
    ...deleted.map((target) => ({ change: deletion, target })),
  ];
  // With variables, the text is the same for every call and is planned only once.
  const inputs = rows.map(({ change, target }, index) => {
    const [a, b] = end === 'article' ? [owner, target] : [target, owner];
    return [`i${index}`, change.input(a, b)] as const;
  });
  const types = rows.map(({ change }, index) => `$i${index}: ${change.type}`);
  const fields = rows.map(
    ({ change }, index) => `c${index}: ${change.field}(input: $i${index}) { clientMutationId }`,
  );
  return {
    query: `mutation (${types.join(', ')}) { ${fields.join(' ')} }`,
    variables: Object.fromEntries<unknown>(inputs),
  };
}

/** PostGraphile with the plugins for many-to-many relations and for filters. */
export const postgraphile: Peer = {
  name: 'postgraphile',
  label: 'PostGraphile 5',
  packages: [
    'postgraphile',
    '@graphile-contrib/pg-many-to-many',
    'postgraphile-plugin-connection-filter',
  ],
  globalId: (type, key) => Buffer.from(JSON.stringify([type, key])).toString('base64'),
  read: (query, variables) => graphqlRequest(queries[query], variables),
  change: (verb, change) => {
    const { query, variables } = changes(verb, change);
    return graphqlRequest(query, variables);
  },
};
