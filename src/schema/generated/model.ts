// Written from the Prisma schema by `npx prisma generate`. Change the schema, not this file.
import type { Model } from '../../engine/model/model.js';

/** What most columns have. */
const plain = {
  nullable: false,
  list: false,
  updatedAt: false,
  readonly: false,
  hidden: false,
  emptyAllowed: false,
} as const;

const enums = {} satisfies Record<string, Model['enums'][number]>;

/** What the API is made from. */
export const model: Model = {
  enums: Object.values(enums),
  tables: [
    {
      name: 'Article',
      one: 'article',
      many: 'articles',
      description: 'A text that appears in any number of publications.',
      table: 'Article',
      readonly: false,
      live: true,
      key: { ...plain, name: 'id', column: 'id', kind: 'int', type: 'int4', default: 'database' },
      columns: [
        {
          ...plain,
          name: 'headline',
          column: 'headline',
          kind: 'text',
          type: 'varchar(100)',
          maximum: 100,
          description: 'The line above the article.',
        },
      ],
      orderBy: { field: 'headline', direction: 'ASC' },
      uniques: [],
      indexes: [['id'], ['headline', 'id']],
    },
    {
      name: 'Publication',
      one: 'publication',
      many: 'publications',
      description: 'A periodical that carries any number of articles.',
      table: 'Publication',
      readonly: false,
      live: true,
      key: { ...plain, name: 'id', column: 'id', kind: 'int', type: 'int4', default: 'database' },
      columns: [
        {
          ...plain,
          name: 'title',
          column: 'title',
          kind: 'text',
          type: 'varchar(30)',
          maximum: 30,
          description: 'The name of the publication.',
        },
      ],
      orderBy: { field: 'title', direction: 'ASC' },
      uniques: [],
      indexes: [['id'], ['title', 'id']],
    },
  ],
  relations: [
    {
      kind: 'many-to-many',
      name: 'ArticleToPublication',
      table: '_ArticleToPublication',
      live: true,
      ends: [
        {
          table: 'Article',
          field: 'publications',
          singular: 'publication',
          column: 'A',
          onDelete: 'Cascade',
          description: 'The publications that the article appears in.',
        },
        {
          table: 'Publication',
          field: 'articles',
          singular: 'article',
          column: 'B',
          onDelete: 'Cascade',
          description: 'The articles that the publication carries.',
        },
      ],
      columns: [],
      uniques: [],
      indexes: [],
    },
  ],
};
