import fc from 'fast-check';
import pg from 'pg';
import { encodeGlobalId } from '../../src/engine/model/global-id.js';
import { columns as kinds, orderField, type Value } from './kinds.js';
import { startTestServer, type TestOptions, type TestServer } from './server.js';

/** A row that links lead to. */
export interface GuildRow {
  readonly id: string;
  readonly text: string;
  /** What its key is compared by. */
  readonly key: bigint | string;
}

/** A link: the rows at both ends, and the value of each column, by the names in the API. */
export interface TestedLink {
  readonly rows: readonly [GuildRow, GuildRow];
  readonly values: Readonly<Record<string, Value | null>>;
}

/** One end of a relation of the schema `guild`, with its rows and links. */
export interface TestedEnd {
  /** The field of the owners that lists their targets. */
  readonly name: string;
  readonly owner: string;
  readonly many: string;
  readonly field: string;
  readonly target: string;
  /** The text of a target. */
  readonly text: string;
  /** Which of a link's rows is the owner: 0 or 1. */
  readonly side: 0 | 1;
  readonly owners: readonly GuildRow[];
  readonly targets: readonly GuildRow[];
  readonly links: readonly TestedLink[];
  /** The columns of the links that have a filter and an order, each called as its kind in `kinds.ts`. */
  readonly columns: readonly string[];
}

/** A server on the schema `guild` with rows and links, and the same in memory. */
export interface Guild {
  readonly server: TestServer;
  readonly ends: Readonly<Record<EndName, TestedEnd>>;
  /** The same database, past the API. */
  readonly database: pg.Client;
  close(): Promise<void>;
}

/** The ends of the relations of the schema `guild`. */
export const endNames = [
  'Person.following',
  'Person.followers',
  'Album.tracks',
  'Track.albums',
] as const;
export type EndName = (typeof endNames)[number];

const follow = {
  table: 'follow_links',
  keys: ['who', 'whom'],
  /** The columns by the names in the API, with those in the database. */
  columns: {
    int: 'int',
    shade: 'colour',
    anyText: 'remark',
    anyUuid: 'anyUuid',
    anySmallint: 'anySmallint',
    anyBigint: 'anyBigint',
    anyFloat: 'anyFloat',
    anyDecimal: 'anyDecimal',
    anyBoolean: 'anyBoolean',
    anyTimestamptz: 'since',
    anyDate: 'anyDate',
    anyShade: 'anyShade',
  },
} as const;
const placing = {
  table: 'placings',
  keys: ['int', 'track'],
  columns: { int: 'nr', anySmallint: 'side' },
} as const;

/** The columns of the links of an end that have a filter and an order. */
export const columnsOf = (end: EndName): string[] =>
  Object.keys(end.startsWith('Person') ? follow.columns : placing.columns);

const bytesOf = (text: string) => Buffer.from(text).toString('hex');

/** Draws from values, the same each time. */
const drawn = <T>(values: readonly T[], size: number, seed: number): T[] =>
  fc.sample(fc.constantFrom(...values), { numRuns: size, seed });

function rowsOf(): Record<'people' | 'albums' | 'tracks', (GuildRow & { stored: unknown[] })[]> {
  const uuids = fc.sample(fc.uuid(), { numRuns: 9, seed: 1 });
  return {
    people: uuids.map((uuid, at) => {
      // Some have the same name.
      const text = ['ann', 'bob', 'Cid', '😀', 'ann'][at % 5] ?? '';
      return { id: encodeGlobalId('Person', uuid), text, key: uuid, stored: [uuid, text] };
    }),
    albums: ['9', '10', '9223372036854775807', '-1', '0'].map((key, at) => {
      const text = ['one', 'two', 'one', 'three', 'none'][at] ?? '';
      return { id: encodeGlobalId('Album', key), text, key: BigInt(key), stored: [key, text] };
    }),
    tracks: ['b', 'B', 'a b', 'ä', '10', '9', 'it:s', '😀'].map((code) => {
      const text = `the ${code}`;
      return { id: encodeGlobalId('Track', code), text, key: bytesOf(code), stored: [code, text] };
    }),
  };
}

/** Links of two of three pairs of rows, the first and the last row at each end having none. */
function linksOf<Row extends GuildRow>(
  owners: readonly Row[],
  targets: readonly Row[],
  names: readonly string[],
): { rows: [Row, Row]; values: Record<string, Value | null> }[] {
  const pairs = owners
    .slice(1)
    .flatMap((owner) => targets.slice(0, -1).map((target): [Row, Row] => [owner, target]))
    .filter((_, at) => at % 3 !== 1);
  const columns = names.map((name, at) => {
    const values: readonly (Value | null)[] = kinds[name]?.values ?? [];
    const nulls = name.startsWith('any') ? [null, null] : [];
    return [name, drawn([...values, ...nulls], pairs.length, at)] as const;
  });
  return pairs.map((rows, at) => ({
    rows,
    values: Object.fromEntries(columns.map(([name, values]) => [name, values[at] ?? null])),
  }));
}

/** Starts a server on the schema `guild` and fills its database, past the API. */
export async function startGuild(options?: TestOptions): Promise<Guild> {
  const server = await startTestServer('guild', options);
  const database = new pg.Client({ connectionString: server.databaseUrl });
  await database.connect();
  const { people, albums, tracks } = rowsOf();
  const insert = async (into: string, rows: readonly (readonly unknown[])[]) => {
    for (const row of rows)
      await database.query(`INSERT INTO ${into} VALUES (${row.map((_, at) => `$${at + 1}`)})`, [
        ...row,
      ]);
  };
  await insert(
    'people',
    people.map(({ stored }) => stored),
  );
  await insert(
    '"Album"',
    albums.map(({ stored }) => stored),
  );
  await insert(
    '"Track"',
    tracks.map(({ stored }) => stored),
  );

  const follows = linksOf(people, people, Object.keys(follow.columns));
  const placings = linksOf(albums, tracks, Object.keys(placing.columns));
  // No two tracks of an album have the same place.
  for (const [at, { values }] of placings.entries()) {
    const place = (at * 7) % placings.length;
    values.int = { stored: `${place}`, shown: place, rank: place };
  }
  for (const [{ table, keys, columns }, links, fixed] of [
    [follow, follows, { updatedAt: '2026-11-25', secret: 'x', words: '{a,b}', extra: '{"a":1}' }],
    [placing, placings, {}],
  ] as const) {
    const names = [...keys, ...Object.values(columns), ...Object.keys(fixed)];
    await insert(
      `${table} (${names.map((name) => `"${name}"`)})`,
      links.map(({ rows, values }) => [
        ...rows.map(({ stored }) => stored[0]),
        ...Object.keys(columns).map((name) => values[name]?.stored ?? null),
        ...Object.values(fixed),
      ]),
    );
  }

  const end = (name: EndName, side: 0 | 1, names: readonly [string, string, string]): TestedEnd => {
    const [owner = '', field = ''] = name.split('.');
    const ofPeople = owner === 'Person';
    const [a, b] = ofPeople ? [people, people] : [albums, tracks];
    return {
      ...{ name, owner, field, side, many: names[0], target: names[1], text: names[2] },
      owners: side === 0 ? a : b,
      targets: side === 0 ? b : a,
      links: ofPeople ? follows : placings,
      columns: columnsOf(name),
    };
  };
  return {
    server,
    database,
    ends: {
      'Person.following': end('Person.following', 0, ['people', 'Person', 'name']),
      'Person.followers': end('Person.followers', 1, ['people', 'Person', 'name']),
      'Album.tracks': end('Album.tracks', 0, ['albums', 'Track', 'name']),
      'Track.albums': end('Track.albums', 1, ['tracks', 'Album', 'title']),
    },
    close: async () => {
      await database.end();
      await server.close();
    },
  };
}

/** The links of an owner. */
export const linksFrom = ({ links, side }: TestedEnd, owner: GuildRow): TestedLink[] =>
  links.filter(({ rows }) => rows[side].id === owner.id);

/** The target of a link, seen from an end. */
export const targetOf = ({ side }: TestedEnd, { rows }: TestedLink): GuildRow =>
  rows[side === 0 ? 1 : 0];

/** Links in an order: by `id` or `text` of the target, or by a column. Null is last, and last is the key. */
export function sorted(
  end: TestedEnd,
  links: readonly TestedLink[],
  by: string,
  direction: string,
): TestedLink[] {
  const rank = (link: TestedLink) => {
    if (by === 'id') return targetOf(end, link).key;
    return by === 'text' ? bytesOf(targetOf(end, link).text) : link.values[by]?.rank;
  };
  const ascending = [...links].sort((a, b) => {
    const [x, y] = [rank(a), rank(b)];
    const byKey = targetOf(end, a).key < targetOf(end, b).key ? -1 : 1;
    if (x === undefined || y === undefined)
      return Number(x === undefined) - Number(y === undefined) || byKey;
    return x < y ? -1 : x > y ? 1 : byKey;
  });
  return direction === 'DESC' ? ascending.reverse() : ascending;
}

/** The argument that orders the list of an end. */
export function orderArgument({ text }: TestedEnd, by: string, direction: string): string {
  const field = by === 'id' ? 'ID' : by === 'text' ? text.toUpperCase() : `LINK_${orderField(by)}`;
  return `orderBy: { field: ${field}, direction: ${direction} }`;
}
