import { encodeGlobalId } from '../engine/model/global-id.js';

const article = (key: number) => encodeGlobalId('Article', key);
const publication = (key: number) => encodeGlobalId('Publication', key);

/** The operations that GraphiQL opens with, each in a tab named after it. The IDs are those of the sample data. */
export const graphiqlTabs: readonly string[] = [
  `# A page of articles, and of each the first publications.
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
  `# The same relation from its other end: publications, and of each the last articles.
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
  `# A filter across the relation: about NASA, in something on science, and nowhere in a weekly.
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
  `# Adds links from the article's end. Run it twice: the second time nothing is added.
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
  `# Leaves the publication with exactly these articles, and says what that changed.
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
  `# Creates an article inside a publication: the row and its link, both or neither.
mutation CreateArticle {
  createPublicationArticle(
    input: { publicationId: "${publication(1)}", headline: "Both ends meet" }
  ) {
    articleEdge { cursor node { id headline } }
    publication { title articles { totalCount } }
  }
}
`,
  `# Deletes every article that a filter takes, here those that no publication carries, with their links.
mutation DeleteArticles {
  deleteArticles(input: { where: { publications: { none: {} } } }) {
    deletedCount
    deletedArticleIds
  }
}
`,
];
