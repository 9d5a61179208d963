import { text } from '../../../src/engine/kinds/text.js';
import { createBuilder } from '../../../src/engine/schema/builder.js';
import { declareManyToMany } from '../../../src/engine/schema/declare-many-to-many.js';
import { declareNode } from '../../../src/engine/schema/declare-node.js';
import { relay } from '../../../src/engine/schema/relay.js';
import type { DB } from './generated/tables.js';

const builder = createBuilder();
const root = relay<DB>(builder);

const article = declareNode(root, {
  name: 'Article',
  many: 'articles',
  description: 'A text that appears in any number of publications.',
  fields: { headline: text({ maximum: 100, description: 'The line above the article.' }) },
  defaultOrder: 'headline',
});

const publication = declareNode(root, {
  name: 'Publication',
  many: 'publications',
  description: 'A periodical that carries any number of articles.',
  fields: { title: text({ maximum: 30, description: 'The name of the publication.' }) },
  defaultOrder: 'title',
});

/** Both ends of the relation of articles and publications. */
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

/** Articles and publications as the product had them first. It stays as it is whatever becomes of the product. */
export const pressSchema = builder.toSchema();
