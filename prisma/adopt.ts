import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { baseline } from '../src/postgres/baseline.js';
import { type Introspection, introspect } from '../src/postgres/introspect.js';
import { shortcomings } from '../src/postgres/shortcomings.js';
import { readConfig } from '../src/server/config.js';
import { oldDatabase, setAside } from './adopt/data-folder.js';
import { AdoptFailure } from './adopt/failure.js';
import { withModelNames } from './adopt/model-names.js';
import { type PrismaModels, readPrismaFile, readPrismaText } from './adopt/read-file.js';
import { keep, replace, stageFolder, undo } from './adopt/replacement.js';
import { makeStage, touched } from './adopt/stage.js';
import { uncommitted } from './adopt/uncommitted.js';

const usage =
  'give it a Prisma schema, as in: npm run adopt -- path/to/schema.prisma (or: --database postgres://…)';

const root = process.cwd();

async function adopt(signal: AbortSignal): Promise<void> {
  const { path, database: url, print, force } = readArguments();
  if (print) return console.info((await readDatabase(url)).schema);
  if (path === undefined && url === undefined) throw new AdoptFailure(usage);
  const found = path === undefined ? await readDatabase(url) : undefined;
  const models = found
    ? readPrismaText('introspected.prisma', found.schema)
    : readPrismaFile(path ?? '');
  const said = found?.warnings?.split('\n').filter((line) => line.trim() !== '') ?? [];
  const warnings = url === undefined ? [] : [...said, ...(await warningsOf(url))];
  await open(async () => {
    const inGit = await agree(force, signal);
    if (existsSync('.env')) process.loadEnvFile('.env');
    const { DATABASE_URL, DATA_DIR } = process.env;
    const { databaseUrl, dataDir } = readConfig({ DATABASE_URL, DATA_DIR });
    const database = url === undefined ? oldDatabase(dataDir) : undefined;
    const timestamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
    const migration = `${timestamp}_first`;
    console.info('Generating, and writing the first migration …');
    const replacement = await makeStage(root, models.text, migration, signal);
    signal.throwIfAborted();
    const replaced = inGit ? undefined : `.replaced-${timestamp}`;
    replace(root, replacement);
    // Where it fails, the files are put back.
    if (url !== undefined) await baseline(url, migration, join(root, 'prisma/migrations'));
    keep(root, replaced);
    const aside = database === undefined ? undefined : setAside(database, timestamp);
    report(path ?? 'the database', models, {
      migration,
      removed: replacement.remove,
      replaced,
      aside: aside === undefined ? undefined : relative(root, aside),
      databaseUrl: url ?? databaseUrl,
      baselined: url !== undefined,
    });
    for (const warning of warnings) console.warn(`Warning: ${warning}`);
  });
}

function readArguments() {
  try {
    const { values, positionals } = parseArgs({
      options: {
        force: { type: 'boolean', default: false },
        database: { type: 'string' },
        print: { type: 'boolean', default: false },
      },
      allowPositionals: true,
    });
    const [path, ...more] = positionals;
    if (more.length > 0) throw new AdoptFailure(usage);
    return { path, ...values };
  } catch (error) {
    throw new AdoptFailure(error instanceof Error ? error.message : String(error));
  }
}

/** Reads the tables of a database as a Prisma schema. */
async function readDatabase(url: string | undefined): Promise<Introspection> {
  if (url === undefined) throw new AdoptFailure('--print needs --database');
  try {
    const { schema, warnings } = await introspect(url);
    return { schema: withModelNames(schema), warnings };
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : error;
    throw new AdoptFailure(`the database cannot be read: ${reason}`);
  }
}

/** What the database should have, and has not. */
async function warningsOf(url: string): Promise<string[]> {
  const { indexes, collations } = await shortcomings(url);
  const lines = indexes.map(
    (statement) => `pages from the second end of a join table have no index: ${statement}`,
  );
  if (collations.length > 0)
    lines.push(
      `not COLLATE "C", so sorted by the database's locale, which is slower and differs between machines: ${collations.join(', ')}`,
    );
  return lines;
}

/** Runs `work` as the only one that adopts in this checkout, and takes back what an earlier run left half done, or this one leaves. */
async function open(work: () => Promise<void>): Promise<void> {
  const owner = join(root, stageFolder, 'pid');
  if (existsSync(owner) && isAlive(Number(readFileSync(owner, 'utf8'))))
    throw new AdoptFailure('another "npm run adopt" is at work here: wait for its end');
  if (undo(root))
    console.info(
      'An earlier "npm run adopt" was interrupted. The files are as they were before it.',
    );
  mkdirSync(join(root, stageFolder));
  writeFileSync(owner, String(process.pid));
  try {
    await work();
  } finally {
    undo(root);
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Asks before what is not committed is overwritten. Returns whether Git has everything that will be replaced. */
async function agree(force: boolean, signal: AbortSignal): Promise<boolean> {
  const changed = uncommitted(root, touched);
  // Without Git, what is replaced is kept in a folder.
  if (changed === undefined) return false;
  if (changed.length === 0 || force) return true;
  const [first] = changed;
  const what =
    changed.length === 1
      ? `${first} is not committed`
      : `${first} and ${changed.length - 1} more are not committed`;
  if (!process.stdin.isTTY || !process.stdout.isTTY)
    throw new AdoptFailure(`${what}, and would be overwritten: commit first, or add --force`);
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal
    .question(`${what}, and will be overwritten. Go on? [y/N] `, { signal })
    .finally(() => terminal.close());
  if (!/^y(es)?$/i.test(answer.trim())) throw new AdoptFailure('nothing was agreed to');
  return true;
}

interface Done {
  readonly migration: string;
  readonly removed: readonly string[];
  readonly replaced: string | undefined;
  readonly aside: string | undefined;
  readonly databaseUrl: string | undefined;
  readonly baselined: boolean;
}

function report(path: string, models: PrismaModels, done: Done): void {
  const lines = [
    `Adopted ${models.tables.length === 1 ? 'the model' : `${models.tables.length} models`} of ${path}: ${models.tables.join(', ')}.`,
    `  prisma/schema.prisma has them, and prisma/migrations/${done.migration} makes their tables.`,
    '  src/schema/generated, schema.graphql and examples/operations are generated from them.',
  ];
  if (done.removed.length > 0)
    lines.push(`  Taken away, as they were the sample's: ${done.removed.join(', ')}.`);
  if (done.replaced !== undefined)
    lines.push(`  There is no Git here: what was replaced is in ${done.replaced}.`);
  if (done.aside !== undefined)
    lines.push(`  The database until now is in ${done.aside}: the next start makes a new one.`);
  lines.push(...models.warnings.map((warning) => `Warning: ${warning}`));
  lines.push(
    'Next:',
    ...(done.baselined
      ? [
          '  set DATABASE_URL to the database, whose _prisma_migrations counts the migration as applied; no table has changed',
        ]
      : done.databaseUrl === undefined
        ? []
        : ['  npm run migrate              DATABASE_URL is set: makes the tables there']),
    '  npm run seed -- --rows 100   random rows to try it with, while the server is stopped',
    '  npm start                    the API',
    '  npm run check                types, style, generated files',
    'README.md, docs/, bench/ and .ci/run still speak of the sample.',
  );
  for (const line of lines) console.info(line);
}

const stopping = new AbortController();
let code = 1;
for (const [signal, status] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const) {
  process.on(signal, () => {
    code = status;
    stopping.abort(new AdoptFailure('interrupted'));
  });
}

adopt(stopping.signal).then(
  // The schema engine leaves a timer behind that would keep the process for ten seconds more.
  () => process.exit(0),
  (error: unknown) => {
    const reason = stopping.signal.aborted ? stopping.signal.reason : error;
    const message = reason instanceof Error ? reason.message : String(reason);
    for (const line of message.split('\n')) console.error(`nothing adopted: ${line}`);
    process.exit(code);
  },
);
