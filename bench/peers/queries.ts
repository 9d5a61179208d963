import type { ReadCase } from './peer.js';

const pageInfo = 'pageInfo { hasNextPage startCursor endCursor }';
const articleEdges = `edges { cursor node { id headline } } ${pageInfo}`;

/**
 * The queries of Both Ends and of the servers with the same schema. Every server's queries select the same fields: those that
 * Relay selects of a connection.
 */
export const queries: Readonly<Record<ReadCase, string>> = {
  typename: '{ __typename }',
  node: 'query ($id: ID!) { node(id: $id) { id ... on Article { headline } } }',
  article:
    'query ($id: ID!) { article(id: $id) { id headline publications(first: 5) { nodes { id title } } } }',
  articles:
    '{ articles(first: 20) { nodes { id headline publications(first: 5) { nodes { id title } } } } }',
  reverse: `{
    publications(first: 20) { edges { cursor node { id title articles(first: 10) { ${articleEdges} } } } ${pageInfo} }
  }`,
  'reverse-with-count': `{
    publications(first: 20) { edges { cursor node { id title articles(first: 10) { ${articleEdges} totalCount } } } ${pageInfo} }
  }`,
  levels: `{
    publications(first: 20) {
      nodes { id title articles(first: 10) { nodes { id headline publications(first: 5) { nodes { id title } } } } }
    }
  }`,
  'first-page': `query ($id: ID!, $first: Int!) {
    publication(id: $id) { id title articles(first: $first) { ${articleEdges} } }
  }`,
  'deep-page': `query ($id: ID!, $first: Int!, $after: String!) {
    publication(id: $id) { id title articles(first: $first, after: $after) { ${articleEdges} } }
  }`,
  filter: `query ($title: String!) {
    articles(first: 20, where: { publications: { some: { title: { equals: $title } } } }) { totalCount nodes { id headline } }
  }`,
};
