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
      description: 'A person.',
      table: "club's members",
      readonly: false,
      live: true,
      key: {
        ...plain,
        name: 'id',
        column: 'member id',
        kind: 'uuid',
        type: 'uuid',
        default: { generator: 'uuid', version: 4 },
      },
      columns: [
        { ...plain, name: 'name', column: 'name', kind: 'text', type: 'varchar(40)', maximum: 40 },
      ],
      orderBy: { field: 'name', direction: 'ASC' },
      uniques: [],
      indexes: [['id'], ['name', 'id']],
    },
    {
      name: 'Group',
      one: 'group',
      many: 'groups',
      description: 'A group of members.',
      table: 'groups',
      readonly: false,
      key: {
        ...plain,
        name: 'id',
        column: 'id',
        kind: 'bigint',
        type: 'int8',
        default: 'database',
      },
      columns: [
        {
          ...plain,
          name: 'title',
          column: 'title',
          kind: 'text',
          type: 'varchar(40)',
          maximum: 40,
        },
      ],
      uniques: [],
      indexes: [['id']],
    },
    {
      name: 'Badge',
      one: 'badge',
      many: 'badges',
      description: 'A badge, known by its code.',
      table: 'Badge',
      readonly: false,
      live: true,
      key: {
        ...plain,
        name: 'code',
        column: 'code',
        kind: 'text',
        type: 'varchar(20)',
        maximum: 20,
      },
      columns: [],
      uniques: [],
      indexes: [['code']],
    },
  ],
  relations: [
    {
      kind: 'many-to-many',
      name: 'Friends',
      table: '_Friends',
      live: true,
      ends: [
        {
          table: 'Member',
          field: 'friendOf',
          singular: 'friendOf',
          column: 'A',
          onDelete: 'Cascade',
        },
        { table: 'Member', field: 'friends', singular: 'friend', column: 'B', onDelete: 'Cascade' },
      ],
      columns: [],
      uniques: [],
      indexes: [],
    },
    {
      kind: 'many-to-many',
      name: 'Membership',
      description: 'The membership of a member in a group.',
      table: 'Membership',
      live: true,
      ends: [
        { table: 'Member', field: 'groups', singular: 'group', column: 'who', onDelete: 'Cascade' },
        {
          table: 'Group',
          field: 'members',
          singular: 'member',
          column: 'what',
          onDelete: 'Cascade',
        },
      ],
      columns: [
        {
          ...plain,
          name: 'role',
          column: 'role',
          kind: 'text',
          type: 'varchar(20)',
          maximum: 20,
          default: 'database',
        },
      ],
      uniques: [],
      indexes: [['who', 'what'], ['what', 'who']],
    },
    {
      kind: 'many-to-many',
      name: 'BadgeToMember',
      table: '_BadgeToMember',
      live: true,
      ends: [
        { table: 'Badge', field: 'members', singular: 'member', column: 'A', onDelete: 'Cascade' },
        { table: 'Member', field: 'badges', singular: 'badge', column: 'B', onDelete: 'Cascade' },
      ],
      columns: [],
      uniques: [],
      indexes: [],
    },
  ],
};
