import { aliases, globalId, type OperationCase, times } from './operation-case.js';

const linked = (size: number) => times(size, (index) => globalId('Article', 1 + index));
const pairs = (size: number) =>
  times(size, (index) => ({
    publicationId: globalId('Publication', 900 + (index % 100)),
    articleId: globalId('Article', 1 + index),
  }));
const clear = `clearPublicationArticles(input: { publicationId: "${globalId('Publication', 999)}" }) { removedCount }`;
/** Mutations, each of which leaves publication 999 without articles. */
export const mutationCases: readonly OperationCase[] = [
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
    name: 'update with set, then with remove',
    unit: 'IDs',
    largest: 10_000,
    make: (size) => ({
      query: `mutation($ids: [ID!]!) {
        a: updatePublication(input: { id: "${globalId('Publication', 999)}", title: "t", articles: { set: $ids } }) { addedArticleEdges { cursor node { id } } removedArticleCount }
        b: updatePublication(input: { id: "${globalId('Publication', 999)}", title: "t", articles: { remove: $ids } }) { removedArticleIds }
      }`,
      variables: { ids: linked(size) },
    }),
  },
  {
    group: 'mutations',
    name: 'link pairs of 100 publications, then unlink',
    unit: 'pairs',
    largest: 10_000,
    make: (size) => ({
      query: `mutation($links: [PublicationArticlePairInput!]!) {
        linkPublicationsArticles(input: { links: $links }) { changes { publication { id } addedArticleEdges { cursor node { id } } } }
        unlinkPublicationsArticles(input: { links: $links }) { changes { removedArticleIds } }
      }`,
      variables: { links: pairs(size) },
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
