import { declareManyToMany } from '../engine/schema/declare-many-to-many.js';
import { article } from './article.js';
import { root } from './builder.js';
import { publication } from './publication.js';

/** The relation of articles and publications, from either end. */
export const [publicationsOfArticle, articlesOfPublication] = declareManyToMany(root, {
  table: '_ArticleToPublication',
  ends: [
    {
      node: article,
      column: 'A',
      field: 'publications',
      singular: 'publication',
      description: 'The publications that the article appears in.',
    },
    {
      node: publication,
      column: 'B',
      field: 'articles',
      singular: 'article',
      description: 'The articles that the publication carries.',
    },
  ],
});
