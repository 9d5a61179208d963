import { articleJson, nodesJson, type Page, pageJson, publicationJson } from './json.js';

/** A statement of the comparison, with the names of the variables that are its parameters, in their order. */
export interface Statement {
  readonly text: string;
  readonly variables: readonly string[];
}

const publicationsOf = (article: string) =>
  `FROM "_ArticleToPublication" AS link JOIN "Publication" AS leaf ON leaf.id = link."B"
   WHERE link."A" = ${article}.id ORDER BY leaf.title, leaf.id LIMIT 5`;
const articlesOf = (publication: string, condition = '') =>
  `FROM "_ArticleToPublication" AS link JOIN "Article" AS article ON article.id = link."A"
   WHERE link."B" = ${publication}.id ${condition} ORDER BY article.headline, article.id`;
const firstPublications =
  'FROM "Publication" AS publication ORDER BY publication.title, publication.id';

const leaves = `'publications', ${nodesJson(publicationJson('leaf'), publicationsOf('article'))}`;
const articlePage = (page: Partial<Page>, ...fields: string[]) =>
  pageJson(
    {
      node: articleJson('article'),
      alias: 'article',
      text: 'headline',
      rows: articlesOf('publication'),
      size: '10',
      ...page,
    },
    ...fields,
  );
const count = `'totalCount', (SELECT count(*) FROM "_ArticleToPublication" AS counted WHERE counted."B" = publication.id)`;

/** The first publications, each with a page of articles. */
function publicationPage(...fields: string[]): string {
  const node = publicationJson('publication', `'articles', ${articlePage({}, ...fields)}`);
  return response(
    'publications',
    pageJson({ node, alias: 'publication', text: 'title', rows: firstPublications, size: '20' }),
  );
}

const matching = `FROM "Article" AS article WHERE EXISTS (
  SELECT FROM "_ArticleToPublication" AS link JOIN "Publication" AS publication ON publication.id = link."B"
  WHERE link."A" = article.id AND publication.title = $1)`;

/** `{"data": {field: value}}` as text, which `pg` does not parse. */
function response(field: string, value: string, rest = ''): string {
  return `SELECT json_build_object('data', json_build_object('${field}', ${value}))::text AS json ${rest}`;
}

/** A page of the articles of one publication. */
function pageOfOne(page: Partial<Page>): string {
  return response(
    'publication',
    publicationJson('publication', `'articles', ${articlePage({ size: '$2::int', ...page })}`),
    'FROM "Publication" AS publication WHERE publication.id = $1',
  );
}

/** The statement of each path. */
export const statements: Readonly<Record<string, Statement>> = {
  '/node': {
    text: response(
      'node',
      articleJson('article'),
      'FROM "Article" AS article WHERE article.id = $1',
    ),
    variables: ['id'],
  },
  '/article': {
    text: response(
      'article',
      articleJson('article', leaves),
      'FROM "Article" AS article WHERE article.id = $1',
    ),
    variables: ['id'],
  },
  '/articles': {
    text: response(
      'articles',
      nodesJson(
        articleJson('article', leaves),
        'FROM "Article" AS article ORDER BY article.headline, article.id LIMIT 20',
      ),
    ),
    variables: [],
  },
  '/reverse': { text: publicationPage(), variables: [] },
  '/reverse-with-count': { text: publicationPage(count), variables: [] },
  '/levels': {
    text: response(
      'publications',
      nodesJson(
        publicationJson(
          'publication',
          `'articles', ${nodesJson(articleJson('article', leaves), `${articlesOf('publication')} LIMIT 10`)}`,
        ),
        `${firstPublications} LIMIT 20`,
      ),
    ),
    variables: [],
  },
  '/first-page': { text: pageOfOne({}), variables: ['id', 'first'] },
  '/deep-page': {
    text: pageOfOne({
      rows: articlesOf('publication', 'AND (article.headline, article.id) > ($3, $4)'),
    }),
    variables: ['id', 'first', 'headline', 'key'],
  },
  '/filter': {
    text: `SELECT json_build_object('data', json_build_object('articles', json_build_object(
        'totalCount', (SELECT count(*) ${matching}),
        'nodes', (SELECT coalesce(json_agg(item.node), '[]')
          FROM (SELECT ${articleJson('article')} AS node ${matching} ORDER BY article.headline, article.id LIMIT 20) AS item)
      )))::text AS json`,
    variables: ['title'],
  },
};
