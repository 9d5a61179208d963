import { encodeGlobalId } from '../engine/model/global-id.js';

const article = (key: number) => encodeGlobalId('Article', key);
const publication = (key: number) => encodeGlobalId('Publication', key);

/** The operations of GraphiQL's initial tabs. Their IDs are those of the sample data. */
export const graphiqlTabs: readonly string[] = [
  `# A page of articles, with the first publications of each.
query ArticlesWithPublications {
  articles(first: 10) {
    totalCount
    pageInfo { hasNextPage endCursor }
    nodes {
      id
      headline
      publications(first: 3) {
        totalCount
        nodes { title }
      }
    }
  }
}
`,
  `# The same relation from its other end: publications, with the last articles of each.
query PublicationsWithArticles {
  publications(first: 5, orderBy: { field: TITLE, direction: DESC }) {
    edges {
      cursor
      node {
        id
        title
        articles(last: 3) {
          pageInfo { hasPreviousPage startCursor }
          nodes { headline }
        }
      }
    }
  }
}
`,
  `# A filter across the relation: articles about NASA in a publication about science, but in no weekly.
query AcrossTheRelation {
  articles(
    where: {
      headline: { contains: "nasa", mode: INSENSITIVE }
      publications: {
        some: { title: { startsWith: "Science" } }
        none: { title: { endsWith: "Weekly" } }
      }
    }
  ) {
    totalCount
    nodes { headline publications { nodes { title } } }
  }
}
`,
  `# Links an article to publications. Run it twice: the second time, nothing is added.
mutation AddPublications {
  addArticlePublications(
    input: { articleId: "${article(1)}", publicationIds: ["${publication(2)}", "${publication(3)}"] }
  ) {
    addedCount
    addedPublicationEdges { cursor node { title } }
    article { headline publications { nodes { title } } }
  }
}
`,
  `# Replaces the articles of a publication, and returns the changes.
mutation SetArticles {
  setPublicationArticles(
    input: { publicationId: "${publication(4)}", articleIds: ["${article(2)}", "${article(3)}"] }
  ) {
    addedArticleEdges { node { headline } }
    removedArticleIds
    publication { title articles { totalCount } }
  }
}
`,
  `# Creates an article and links it to a publication, in one transaction.
mutation CreateArticle {
  createPublicationArticle(
    input: { publicationId: "${publication(1)}", headline: "Both ends meet" }
  ) {
    articleEdge { cursor node { id headline } }
    publication { title articles { totalCount } }
  }
}
`,
  `# Deletes all articles that match a filter: here those without a publication.
mutation DeleteArticles {
  deleteArticles(input: { where: { publications: { none: {} } } }) {
    deletedCount
    deletedArticleIds
  }
}
`,
];
