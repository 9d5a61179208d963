import pg from 'pg';
import { encodeGlobalId } from '../../src/engine/model/global-id.js';
import { startTestServer, type TestOptions, type TestServer } from './server.js';

/** A row that links lead to. */
export interface ListedRow {
  readonly id: string;
  /** In the database. */
  readonly key: string;
}

/** A table of rows that links lead to. */
export interface ListedTable {
  readonly type: string;
  readonly one: string;
  readonly many: string;
  /** Of rows in the database, the values of a new one. */
  readonly insert: (key: string) => string;
  readonly rows: readonly ListedRow[];
  /** Compares keys as PostgreSQL does. */
  readonly compare: (a: string, b: string) => number;
  /** The input of a new row, without its lists. */
  readonly input: (key: string) => object;
}

/** An end of a relation. */
export interface OrderedEnd {
  readonly owner: ListedTable;
  readonly target: ListedTable;
  readonly field: string;
  readonly singular: string;
  /** The name of the column of the links with the order of its lists, if they have one. */
  readonly position?: string;
}

/** A relation of the schema `playlists`: in its table, the columns are the keys of both ends and the positions. */
export interface OrderedRelation {
  readonly name: string;
  readonly table: string;
  readonly columns: readonly [string, string];
  readonly ends: readonly [OrderedEnd, OrderedEnd];
  /** The columns with the positions of each end, and values that others may have written, ascending. */
  readonly places: readonly {
    readonly end: 0 | 1;
    readonly column: string;
    readonly values: readonly (string | number)[];
  }[];
  /** Further columns of the links that have to be set, and their values. */
  readonly fixed?: Readonly<Record<string, string>>;
}

const byNumber = (a: string, b: string) => Number(BigInt(a) - BigInt(b));
const byCode = (a: string, b: string) => (a < b ? -1 : Number(a > b));

function table(
  type: string,
  keys: readonly string[],
  compare: ListedTable['compare'],
  insert: ListedTable['insert'],
  input: ListedTable['input'],
): ListedTable {
  const one = type.toLowerCase();
  const rows = keys.map((key) => ({ id: encodeGlobalId(type, key), key }));
  return { type, one, many: `${one}s`, insert, rows, compare, input };
}

const uuid = (last: number) => `00000000-0000-4000-8000-0000000000${last}`;
const playlists = table(
  'Playlist',
  ['901', '902', '903'],
  byNumber,
  (key) => `INSERT INTO "Playlist" VALUES (${key}, 'list ${key}')`,
  () => ({ name: 'new' }),
);
const songs = table(
  'Song',
  [19, 11, 15, 12, 17, 13].map(uuid),
  byCode,
  (key) => `INSERT INTO "Song" VALUES ('${key}', 'song ${key}')`,
  () => ({ title: 'new' }),
);
const books = table(
  'Book',
  ['902', '1000', '9007199254740993'],
  byNumber,
  (key) => `INSERT INTO "Book" VALUES (${key}, 'book ${key}')`,
  () => ({ title: 'new' }),
);
const authors = table(
  'Author',
  ['b', 'B', 'a', '10', '9', 'it:s'],
  byCode,
  (key) => `INSERT INTO "Author" VALUES ('${key}')`,
  (key) => ({ code: key }),
);

/** Keys that fractional indexing makes, and others. */
const texts = ['', '!', 'Zz', 'a0', 'a0V', 'a1', 'not a place'];

/** The relations of the schema `playlists`. */
export const relations: readonly OrderedRelation[] = [
  {
    name: 'playlists and songs, by a text',
    table: '"Entry"',
    columns: ['list', 'song'],
    ends: [
      { owner: playlists, target: songs, field: 'songs', singular: 'song', position: 'place' },
      { owner: songs, target: playlists, field: 'playlists', singular: 'playlist' },
    ],
    places: [{ end: 0, column: 'at', values: texts }],
    fixed: { updatedAt: '2026-01-01' },
  },
  {
    name: 'books and authors, by an integer at each end',
    table: '"Authorship"',
    columns: ['bookId', 'authorCode'],
    ends: [
      {
        owner: books,
        target: authors,
        field: 'authors',
        singular: 'author',
        position: 'authorPlace',
      },
      { owner: authors, target: books, field: 'books', singular: 'book', position: 'bookPlace' },
    ],
    places: [
      { end: 0, column: 'authorPlace', values: [-2_147_483_648, 0, 1, 2, 1024, 2_147_483_647] },
      {
        end: 1,
        column: 'bookPlace',
        values: ['-9223372036854775808', '0', '1', '2', '9007199254740993', '9223372036854775807'],
      },
    ],
  },
  {
    name: 'authors and their influences, by a short text',
    table: '"Influence"',
    columns: ['influencedCode', 'influenceCode'],
    ends: [
      {
        owner: authors,
        target: authors,
        field: 'influences',
        singular: 'influence',
        position: 'weight',
      },
      { owner: authors, target: authors, field: 'followers', singular: 'follower' },
    ],
    places: [{ end: 0, column: 'weight', values: texts }],
  },
];

/** A server on the schema `playlists`, and the same database past the API. */
export interface Playlists {
  readonly server: TestServer;
  readonly database: pg.Client;
  /** Deletes everything, and creates the rows of all tables without links. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a server on the schema `playlists`. */
export async function startPlaylists(options?: TestOptions): Promise<Playlists> {
  const server = await startTestServer('playlists', options);
  const database = new pg.Client({ connectionString: server.databaseUrl });
  await database.connect();
  const rows = [playlists, songs, books, authors].flatMap(({ rows, insert }) =>
    rows.map(({ key }) => insert(key)),
  );
  const restart = async () => {
    await database.query(
      `TRUNCATE "Playlist", "Song", "Book", "Author" CASCADE; ${rows.join('; ')}`,
    );
  };
  await restart();
  return {
    server,
    database,
    restart,
    close: async () => {
      await database.end();
      await server.close();
    },
  };
}
