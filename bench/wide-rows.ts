import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { startEmbedded } from '../src/embedded-postgres/embedded.js';
import { applyMigrations } from '../src/postgres/migrate.js';
import { loadFor } from './load.js';
import { node22, runToEnd, startServer } from './node-process.js';
import { builds, commandOf } from './peers/all.js';
import { bothEnds } from './peers/both-ends/documents.js';
import { graphqlRequest, type PostRequest } from './peers/peer.js';
import { postgraphile } from './peers/postgraphile/documents.js';
import { Progress } from './progress.js';
import { ask, type RunningPeer } from './servers.js';
import { median, turns } from './statistics.js';
import { Stops } from './stops.js';

/**
 * 20 columns of the schema in `tests/schemas/kinds`, of all kinds but its enum: PostGraphile leaves it out, as one of its values is
 * no name.
 */
const columns = [
  ...['text', 'varchar', 'uuid', 'int', 'smallint', 'bigint', 'float', 'real', 'decimal'],
  ...['numeric', 'boolean', 'timestamp', 'timestamp6', 'timestamptz', 'date', 'json', 'jsonText'],
  ...['bytes', 'anyText', 'anyInt'],
];

const rows = 20_000;
const owners = 200;
/** The number of rounds, and the time under load for each server in a round, in seconds. */
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '4' },
  },
});
const [rounds, seconds] = [Number(values.rounds), Number(values.seconds)];

const root = fileURLToPath(new URL('..', import.meta.url));
const bench = fileURLToPath(new URL('.', import.meta.url));

/** Measures 20 × 10 rows with one of their columns and with 20, beside PostGraphile. Prints a table in Markdown. */
async function measure(stops: Stops, progress: Progress): Promise<void> {
  progress.step('compiling the servers');
  for (const build of builds) await runToEnd(build);
  const folder = mkdtempSync(join(tmpdir(), 'bothends-wide-rows-'));
  stops.add(() => rmSync(folder, { recursive: true, force: true }));
  progress.step('adding the data');
  const postgres = await startEmbedded(join(folder, 'data'));
  stops.add(() => postgres.stop());
  await applyMigrations(postgres.url, join(root, 'tests/schemas/kinds/migrations'));
  await addRows(postgres.url);

  const running: RunningPeer[] = [];
  for (const [peer, command] of [
    [
      bothEnds,
      {
        program: node22,
        args: ['--import', 'tsx', 'peers/both-ends/test-schema-server.ts', 'kinds'],
        folder: bench,
        environment: { NODE_ENV: 'production', DATABASE_URL: postgres.url },
      },
    ],
    [postgraphile, commandOf(postgraphile, postgres.url)],
  ] as const) {
    const { url, pid } = await startServer(command, (stop) => void stops.add(stop));
    running.push({ peer, url, pid });
  }
  console.info('| 20 × 10 rows | Both Ends | PostGraphile |\n| --- | ---: | ---: |');
  for (const names of [columns.slice(0, 1), columns]) {
    progress.step(`${names.length} columns`);
    const medians = await compare(running, names);
    const label = names.length === 1 ? 'one column' : `${names.length} columns of all kinds`;
    console.info(`| ${label} | ${medians.map((rate) => rate.toFixed(1)).join(' | ')} |`);
  }
}

/** The median of the requests per second of each server. Throws if they list other rows. */
async function compare(
  running: readonly RunningPeer[],
  names: readonly string[],
): Promise<number[]> {
  const contenders = [];
  for (const one of running) {
    const request = requestOf(one, names);
    await ask(one, request);
    const body = await ask(one, request);
    contenders.push({ running: one, request, body, rates: [] as number[] });
  }
  const [first, second] = contenders.map(({ body }) => textsOf(body));
  if (first !== second)
    throw new Error(`other rows: ${first?.slice(0, 300)} ${second?.slice(0, 300)}`);
  for (let round = -1; round < rounds; round++) {
    for (const { running: one, request, body, rates } of turns(contenders, Math.max(round, 0))) {
      const { perSecond } = await loadFor(one, request, body, { duration: seconds });
      // The first round is for warming up.
      if (round >= 0) rates.push(perSecond);
    }
  }
  return contenders.map(({ rates }) => median(rates));
}

function requestOf({ peer }: RunningPeer, names: readonly string[]): PostRequest {
  const query =
    peer === postgraphile
      ? `{ tags: allTags(first: 20, orderBy: PRIMARY_KEY_ASC) { nodes { items: itemsByItemToTagBAndA(first: 10, orderBy: TEXT_ASC) { nodes { ${names.join(' ')} } } } } }`
      : `{ tags(first: 20) { nodes { items(first: 10, orderBy: { field: TEXT }) { nodes { ${names.join(' ')} } } } } }`;
  return graphqlRequest(query, {});
}

/** The texts of the rows in a response: values of other kinds have other forms in the two servers. */
function textsOf(body: string): string {
  const { data } = JSON.parse(body);
  return JSON.stringify(
    data.tags.nodes.map((tag: { items: { nodes: { text: string }[] } }) =>
      tag.items.nodes.map(({ text }) => text),
    ),
  );
}

async function addRows(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`
    SET TimeZone = 'UTC';
    INSERT INTO "Tag" (id, name)
      SELECT md5(n::text)::uuid, 'tag ' || n FROM generate_series(1, ${owners}) AS n;
    INSERT INTO "Item" (text, varchar, uuid, int, smallint, bigint, float, real, decimal, numeric, boolean, timestamp, timestamp6,
        timestamptz, date, shade, json, "jsonText", bytes, "anyText", "anyInt")
      SELECT md5(n::text) || n, 'row ' || n, md5(n::text)::uuid, n, n % 1000, 9007199254740993 + n, n / 7.0, n / 3.0,
        n / 7.0, n / 13.0, n % 2 = 0, timestamp '2026-11-25' + n * interval '1 second 1 ms', timestamp '2026-11-25' + n * interval '1.000001 s',
        timestamptz '2026-11-25' + n * interval '1 h', date '2026-11-25' + n % 1000, (enum_range(NULL::"Shade of grey"))[1 + n % 3],
        jsonb_build_object('number', n, 'list', jsonb_build_array(1, true, null)), '[]'::json, decode(md5(n::text), 'hex'),
        CASE WHEN n % 3 = 0 THEN 'text ' || n END, nullif(n % 4, 0)
      FROM generate_series(1, ${rows}) AS n;
    INSERT INTO "_ItemToTag" ("A", "B")
      SELECT item, md5((1 + (item * 7 + n * 31) % ${owners})::text)::uuid FROM generate_series(1, ${rows}) AS item, generate_series(1, 3) AS n;
    ANALYZE`);
  } finally {
    await client.end();
  }
}

const stops = new Stops();
process.once('SIGINT', () => void stops.all().then(() => process.exit(130)));
try {
  await measure(stops, new Progress());
} finally {
  await stops.all();
}
