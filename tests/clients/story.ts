import { startTestServer, type TestServer } from '../support/server.js';

/** A list that a client shows. */
export interface Shown {
  readonly headlines: readonly string[];
  readonly totalCount: number | null;
  readonly hasNextPage: boolean;
}

/** A client that shows the articles of a publication, page by page. */
export interface ShownList {
  /** Shows the next page. */
  more(): Promise<void>;
  /** Sends a mutation and updates the list as the documentation says. */
  change(mutation: string, input: object): Promise<void>;
  shown(): Shown;
  /** The smallest number of rows that was shown since the start of the last change. */
  fewest(): number;
  close(): void;
}

/** A mutation and its input. */
export interface Change {
  readonly mutation: string;
  readonly input: object;
}

/** A server with a publication of 130 articles, and their IDs. */
export class Story {
  readonly publicationId: string;
  private readonly ids: Map<string, string>;

  private constructor(
    readonly server: TestServer,
    publicationId: string,
    ids: Map<string, string>,
  ) {
    this.publicationId = publicationId;
    this.ids = ids;
  }

  static async start(): Promise<Story> {
    const server = await startTestServer('product');
    const ids = new Map<string, string>();
    // Even numbers, so that articles can be created between them.
    for (let from = 0; from < 131; from += 40) {
      const fields = Array.from({ length: Math.min(40, 131 - from) }, (_, index) => {
        const headline = headlineOf(2 * (from + index));
        return `a${index}: createArticle(input: { headline: "${headline}" }) { article { id headline } }`;
      });
      const created = await server.run<
        Record<string, { article: { id: string; headline: string } }>
      >(`mutation { ${fields.join('\n')} }`);
      for (const { article } of Object.values(created)) ids.set(article.headline, article.id);
    }
    // The last article is not linked to the publication.
    const articleIds = [...ids.values()].slice(0, 130);
    const { createPublication } = await server.run<{
      createPublication: { publication: { id: string } };
    }>(
      `mutation ($articleIds: [ID!]!) {
        createPublication(input: { title: "P", articleIds: $articleIds }) { publication { id } }
      }`,
      { articleIds },
    );
    return new Story(server, createPublication.publication.id, ids);
  }

  /** The ID of the article at an index; number 130 is not in the publication. */
  id(index: number): string {
    return this.ids.get(headlineOf(2 * index)) ?? '';
  }

  /** The first `rows` of the list on the server. */
  async expected(rows: number): Promise<Shown> {
    const headlines: string[] = [];
    let totalCount = 0;
    let after: string | null = null;
    do {
      const data: Articles = await this.server.run<Articles>(
        `query ($id: ID!, $after: String) {
          publication(id: $id) {
            articles(first: 100, after: $after) {
              totalCount nodes { headline } pageInfo { endCursor hasNextPage }
            }
          }
        }`,
        { id: this.publicationId, after },
      );
      const { articles } = data.publication;
      headlines.push(...articles.nodes.map((node) => node.headline));
      totalCount = articles.totalCount;
      after = articles.pageInfo.hasNextPage ? articles.pageInfo.endCursor : null;
    } while (after);
    return {
      headlines: headlines.slice(0, rows),
      totalCount,
      hasNextPage: headlines.length > rows,
    };
  }

  /** Changes of links from either end, and of rows: at the start, in the middle, and after the shown part of the list. */
  changes(): Record<string, Change> {
    const { publicationId } = this;
    return {
      'an article is added from its own end': {
        mutation: 'addArticlePublications',
        input: { articleId: this.id(130), publicationIds: [publicationId] },
      },
      'articles are removed from the publication: at the start, in the middle, and of those not shown':
        {
          mutation: 'removePublicationArticles',
          input: { publicationId, articleIds: [0, 25, 119].map((index) => this.id(index)) },
        },
      'an article is removed from its own end': {
        mutation: 'removeArticlePublications',
        input: { articleId: this.id(30), publicationIds: [publicationId] },
      },
      'articles are added to the publication': {
        mutation: 'addPublicationArticles',
        input: { publicationId, articleIds: [0, 25].map((index) => this.id(index)) },
      },
      'an article is created in the middle': {
        mutation: 'createPublicationArticle',
        input: { publicationId, headline: headlineOf(45) },
      },
      'an article is deleted': { mutation: 'deleteArticle', input: { id: this.id(10) } },
    };
  }

  close(): Promise<void> {
    return this.server.close();
  }
}

interface Articles {
  readonly publication: {
    readonly articles: {
      readonly totalCount: number;
      readonly nodes: readonly { readonly headline: string }[];
      readonly pageInfo: { readonly endCursor: string; readonly hasNextPage: boolean };
    };
  };
}

function headlineOf(number: number): string {
  return `Article ${String(number).padStart(3, '0')}`;
}
