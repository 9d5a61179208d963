import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { startEmbedded } from '../src/embedded-postgres/embedded.js';
import { encodeGlobalId } from '../src/engine/model/global-id.js';
import { applyMigrations } from '../src/postgres/migrate.js';
import { node22, startServer } from './node-process.js';
import { Progress } from './progress.js';
import { median, turns } from './statistics.js';
import { Stops } from './stops.js';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '100000' },
    moves: { type: 'string', default: '4000' },
    calls: { type: 'string', default: '400' },
  },
});
const [size, moves, calls] = [Number(values.rows), Number(values.moves), Number(values.calls)];
const root = fileURLToPath(new URL('..', import.meta.url));
const bench = fileURLToPath(new URL('.', import.meta.url));

/** A list of the schema in `tests/schemas/playlists` with an order of its own, of which one owner has all rows. */
interface OrderedList {
  readonly kind: string;
  /** The table of the links. */
  readonly table: string;
  readonly owner: readonly [type: string, one: string, key: string];
  readonly field: string;
  readonly target: readonly [type: string, singular: string];
  /** The field of an order by the links' positions. */
  readonly order: string;
  /** The key of the row at an index, in the order of the list. */
  readonly keyAt: (index: number) => string;
}

const uuid = (index: number) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
const lists: readonly OrderedList[] = [
  {
    kind: 'String',
    table: 'Entry',
    owner: ['Playlist', 'playlist', '1'],
    field: 'songs',
    target: ['Song', 'song'],
    order: 'LINK_PLACE',
    keyAt: uuid,
  },
  {
    kind: 'BigInt',
    table: 'Authorship',
    owner: ['Author', 'author', 'one'],
    field: 'books',
    target: ['Book', 'book'],
    order: 'LINK_BOOK_PLACE',
    keyAt: String,
  },
  {
    kind: 'Int',
    table: 'Authorship',
    owner: ['Book', 'book', '0'],
    field: 'authors',
    target: ['Author', 'author'],
    order: 'LINK_AUTHOR_PLACE',
    keyAt: (index) => `a${index}`,
  },
];

type Send = (query: string, variables: object) => Promise<Record<string, unknown>>;

/** Measures moves in lists of 100,000 rows and pages in their order. Prints tables in Markdown. */
async function measure(stops: Stops, progress: Progress): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bothends-ordered-lists-'));
  stops.add(() => rmSync(folder, { recursive: true, force: true }));
  const postgres = await startEmbedded(join(folder, 'data'));
  stops.add(() => postgres.stop());
  await applyMigrations(postgres.url, join(root, 'tests/schemas/playlists/migrations'));
  const database = new pg.Client({ connectionString: postgres.url });
  await database.connect();
  stops.add(() => database.end());
  progress.step('adding the rows');
  await addRows(database);
  const { url } = await startServer(
    {
      program: node22,
      args: ['--import', 'tsx', 'peers/both-ends/test-schema-server.ts', 'playlists'],
      folder: bench,
      environment: { NODE_ENV: 'production', DATABASE_URL: postgres.url },
    },
    (stop) => void stops.add(stop),
  );
  const send: Send = async (query, variables) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await response.json()) as {
      data: Record<string, unknown>;
      errors?: unknown;
    };
    if (errors) throw new Error(JSON.stringify(errors));
    return data;
  };

  const rewritten: string[] = [];
  const times: string[] = [];
  for (const list of lists) {
    progress.step(`filling the list of ${list.kind}`);
    await fill(list, send);
    await database.query('ANALYZE');
    progress.step(`calls of ${list.kind}`);
    times.push(await compareCalls(list, send));
    const counts: string[] = [];
    for (const pattern of patterns) {
      progress.step(`${pattern.name}, ${list.kind}`);
      counts.push(await rowsPerMove(list, pattern, send, database));
    }
    rewritten.push(`| ${list.kind} | ${counts.join(' | ')} |`);
  }
  console.info(
    `| position | ${patterns.map(({ name }) => name).join(' | ')} |\n| --- |${' ---: |'.repeat(patterns.length)}`,
  );
  console.info(rewritten.join('\n'));
  console.info(
    `\n| position | ${compared.join(' | ')} |\n| --- |${' ---: |'.repeat(compared.length)}`,
  );
  console.info(times.join('\n'));
}

/** The rows that the lists have, and a further song, book and author for the calls of add. */
async function addRows(database: pg.Client): Promise<void> {
  await database.query(`
    INSERT INTO "Song" SELECT ('00000000-0000-4000-8000-' || lpad(i::text, 12, '0'))::uuid, 'song ' || i FROM generate_series(1, ${size + 1}) AS i;
    INSERT INTO "Playlist" VALUES (1, 'list');
    INSERT INTO "Book" SELECT i, 'book ' || i FROM generate_series(0, ${size + 1}) AS i;
    INSERT INTO "Author" SELECT 'a' || i FROM generate_series(1, ${size + 1}) AS i;
    INSERT INTO "Author" VALUES ('one');
    ANALYZE`);
}

const ownerOf = ({ owner: [type, , key] }: OrderedList) => encodeGlobalId(type, key);
const targetOf = ({ target: [type], keyAt }: OrderedList, index: number) =>
  encodeGlobalId(type, keyAt(index));
const capitalized = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);

/** A mutation of the list. */
function mutation(
  list: OrderedList,
  verb: string,
  ids: readonly string[],
  place: object = {},
): [query: string, variables: object] {
  const { owner, field, target } = list;
  const name = `${verb}${owner[0]}${capitalized(field)}`;
  return [
    `mutation($input: ${capitalized(name)}Input!) { ${name}(input: $input) { ${owner[1]} { id } } }`,
    { input: { [`${owner[1]}Id`]: ownerOf(list), [`${target[1]}Ids`]: ids, ...place } },
  ];
}

/** Adds all rows through the API, at the end of the list. */
async function fill(list: OrderedList, send: Send): Promise<void> {
  const step = 5_000;
  for (let from = 1; from <= size; from += step) {
    const length = Math.min(step, size + 1 - from);
    const ids = Array.from({ length }, (_, index) => targetOf(list, from + index));
    await send(...mutation(list, 'add', ids));
  }
}

/** Where rows are moved, one by one. */
const patterns: readonly { name: string; place: (list: OrderedList, move: number) => object }[] = [
  {
    name: 'anywhere',
    place: (list) => ({ after: targetOf(list, 1 + Math.floor((Math.random() * size) / 2)) }),
  },
  { name: 'to one gap', place: (list) => ({ after: targetOf(list, Math.floor(size / 4)) }) },
  {
    name: 'one after the other',
    place: (list, move) => ({
      after: move === 0 ? targetOf(list, Math.floor(size / 3)) : targetOf(list, movedAt(move - 1)),
    }),
  },
];
const movedAt = (move: number) => Math.floor(size / 2) + 1 + move;

/** The number of rows that a move rewrites: on average, and at most. */
async function rowsPerMove(
  list: OrderedList,
  { place }: (typeof patterns)[number],
  send: Send,
  database: pg.Client,
): Promise<string> {
  await database.query(`CREATE SEQUENCE updates MINVALUE 0;
    CREATE FUNCTION count_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM nextval('updates'); RETURN NULL; END $$;
    CREATE TRIGGER count_update AFTER UPDATE ON "${list.table}" FOR EACH ROW EXECUTE FUNCTION count_update()`);
  const updates = async () => {
    // The first value is 0.
    const { rows } = await database.query<{ updates: string }>(
      'SELECT last_value + is_called::int AS updates FROM updates',
    );
    return Number(rows[0]?.updates);
  };
  let [all, most] = [0, 0];
  for (let move = 0; move < moves; move++) {
    await send(...mutation(list, 'move', [targetOf(list, movedAt(move))], place(list, move)));
    const now = await updates();
    most = Math.max(most, now - all);
    all = now;
  }
  await database.query('DROP FUNCTION count_update CASCADE; DROP SEQUENCE updates');
  return `${(all / moves).toFixed(2)} (${most})`;
}

/** What the times are compared with. */
const compared = [
  'move 1 beside add 1',
  'the first page by position beside by key',
  'page 250 likewise',
] as const;

/** The times of calls in a list of all rows, each beside what it is compared with. */
async function compareCalls(list: OrderedList, send: Send): Promise<string> {
  const { owner, field, order } = list;
  const further = targetOf(list, size + 1);
  const page = (by: string, first = 20) =>
    `query($id: ID!, $after: String) { node(id: $id) { ... on ${owner[0]} { list: ${field}(first: ${first}, after: $after, orderBy: { field: ${by} }) { edges { cursor node { id } } pageInfo { hasNextPage endCursor } } } } }`;
  const deep = async (by: string) => {
    let after: string | null = null;
    for (let at = 0; at < Math.min(50, size / 100 - 1); at++) {
      const { node } = (await send(page(by, 100), {
        id: ownerOf(list),
        after,
      })) as { node: { list: { pageInfo: { endCursor: string } } } };
      after = node.list.pageInfo.endCursor;
    }
    return after;
  };
  const [byPlace, byKey] = [await deep(order), await deep('ID')];
  const id = ownerOf(list);
  const random = () => targetOf(list, 1 + Math.floor(Math.random() * size));
  const contenders: readonly {
    readonly name: string;
    run: () => Promise<unknown>;
    after?: () => Promise<unknown>;
  }[] = [
    {
      name: 'add',
      run: () => send(...mutation(list, 'add', [further])),
      after: () => send(...mutation(list, 'remove', [further])),
    },
    {
      name: 'move',
      run: () => {
        const [row, beside] = [random(), random()];
        return send(
          ...mutation(list, 'move', [row], row === beside ? { first: true } : { after: beside }),
        );
      },
    },
    { name: 'first by place', run: () => send(page(order), { id, after: null }) },
    { name: 'first by key', run: () => send(page('ID'), { id, after: null }) },
    { name: 'deep by place', run: () => send(page(order), { id, after: byPlace }) },
    { name: 'deep by key', run: () => send(page('ID'), { id, after: byKey }) },
  ];
  const times = new Map(contenders.map(({ name }) => [name, [] as number[]]));
  for (let call = -20; call < calls; call++) {
    for (const { name, run, after } of turns(contenders, Math.max(call, 0))) {
      const began = performance.now();
      await run();
      const time = performance.now() - began;
      await after?.();
      // The first calls are for warming up.
      if (call >= 0) times.get(name)?.push(time);
    }
  }
  const ratio = (one: string, other: string) =>
    `${(median(times.get(one) ?? []) / median(times.get(other) ?? [])).toFixed(2)}×`;
  const columns = [
    ratio('move', 'add'),
    ratio('first by place', 'first by key'),
    ratio('deep by place', 'deep by key'),
  ];
  return `| ${list.kind} | ${columns.join(' | ')} |`;
}

const stops = new Stops();
process.once('SIGINT', () => void stops.all().then(() => process.exit(130)));
try {
  await measure(stops, new Progress());
} finally {
  await stops.all();
}
