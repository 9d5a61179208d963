// Written from the Prisma schema by `npx prisma generate`. Change the schema, not this file.
import type { Model } from '../../../../src/engine/model/model.js';

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
      name: 'Member',
      one: 'member',
      many: 'members',
      description: 'Somebody in the circle.',
      table: 'Member',
      readonly: false,
      key: { ...plain, name: 'id', column: 'id', kind: 'int', type: 'int4', default: 'database' },
      columns: [
        { ...plain, name: 'name', column: 'name', kind: 'text', type: 'varchar(40)', maximum: 40 },
      ],
      orderBy: { field: 'name', direction: 'ASC' },
      uniques: [],
      indexes: [['id'], ['name', 'id']],
    },
    {
      name: 'Word',
      one: 'word',
      many: 'words',
      description: 'A word that members use.',
      table: 'Word',
      readonly: false,
      key: {
        ...plain,
        name: 'code',
        column: 'code',
        kind: 'text',
        type: 'varchar(20)',
        maximum: 20,
      },
      columns: [
        {
          ...plain,
          name: 'meaning',
          column: 'meaning',
          kind: 'text',
          type: 'varchar(40)',
          maximum: 40,
          default: 'database',
          emptyAllowed: true,
        },
      ],
      uniques: [],
      indexes: [['code']],
    },
  ],
  relations: [
    {
      kind: 'many-to-many',
      name: 'Friendship',
      table: '_Friendship',
      ends: [
        {
          table: 'Member',
          field: 'friends',
          singular: 'friend',
          column: 'A',
          onDelete: 'Cascade',
          description: 'Their friends, who have them as a friend.',
        },
        {
          table: 'Member',
          field: 'friends',
          singular: 'friend',
          column: 'B',
          onDelete: 'Cascade',
          description: 'Their friends, who have them as a friend.',
        },
      ],
      columns: [],
      uniques: [],
      indexes: [],
      symmetric: true,
    },
    {
      kind: 'many-to-many',
      name: 'MemberToWord',
      table: '_MemberToWord',
      ends: [
        { table: 'Member', field: 'words', singular: 'word', column: 'A', onDelete: 'Cascade' },
        { table: 'Word', field: 'users', singular: 'user', column: 'B', onDelete: 'Cascade' },
      ],
      columns: [],
      uniques: [],
      indexes: [],
    },
    {
      kind: 'many-to-many',
      name: 'Synonym',
      table: '_Synonym',
      ends: [
        {
          table: 'Word',
          field: 'synonyms',
          singular: 'synonym',
          column: 'A',
          onDelete: 'Cascade',
          description: 'Words that mean the same.',
        },
        {
          table: 'Word',
          field: 'synonyms',
          singular: 'synonym',
          column: 'B',
          onDelete: 'Cascade',
          description: 'Words that mean the same.',
        },
      ],
      columns: [],
      uniques: [],
      indexes: [],
      symmetric: true,
    },
  ],
};
