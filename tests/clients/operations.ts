/** A list of a publication's articles, as the clients' tests read it. */
export const articlesOf = `
  query ArticlesOf($id: ID!, $first: Int, $after: String) {
    publication(id: $id) {
      id
      articles(first: $first, after: $after) {
        totalCount
        edges { cursor node { id headline } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`;

/** The answer to it. */
export interface Data {
  readonly publication: {
    readonly articles: {
      readonly totalCount: number;
      edges: { readonly cursor: string; readonly node: { readonly headline: string } }[];
      pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    };
  };
}

/** What a cache needs of each payload. */
const selections: Readonly<Record<string, string>> = {
  addArticlePublications:
    'articleEdge { cursor node { id headline } } addedPublicationEdges { cursor node { id } }',
  addPublicationArticles:
    'publicationEdge { cursor node { id } } addedArticleEdges { cursor node { id headline } }',
  removeArticlePublications: 'removedPublicationIds',
  removePublicationArticles: 'removedArticleIds',
  createPublicationArticle: 'articleEdge { cursor node { id headline } }',
  deleteArticle: 'deletedArticleId',
};

/** A mutation by its name, whose variable is its input. */
export function mutationOf(name: string): string {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
  return `mutation Change($input: ${type}!) { ${name}(input: $input) { ${selections[name]} } }`;
}
