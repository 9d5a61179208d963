/** The part of Both Ends' schema that the comparison uses. */
export const schema = `
  interface Node { id: ID! }

  type Article implements Node {
    id: ID!
    headline: String!
    publications(first: Int = 20, after: String): PublicationConnection!
  }

  type Publication implements Node {
    id: ID!
    title: String!
    articles(first: Int = 20, after: String): ArticleConnection!
  }

  type ArticleConnection { edges: [ArticleEdge!]! nodes: [Article!]! pageInfo: PageInfo! totalCount: Int! }
  type ArticleEdge { cursor: String! node: Article! }
  type PublicationConnection { edges: [PublicationEdge!]! nodes: [Publication!]! pageInfo: PageInfo! totalCount: Int! }
  type PublicationEdge { cursor: String! node: Publication! }
  type PageInfo { hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String endCursor: String }

  type Query {
    node(id: ID!): Node
    article(id: ID!): Article
    publication(id: ID!): Publication
    articles(first: Int = 20, after: String, publicationTitle: String): ArticleConnection!
    publications(first: Int = 20, after: String): PublicationConnection!
  }
`;
