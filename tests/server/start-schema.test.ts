import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { newDatabase, query } from '../support/database.js';
import { hasPgBouncer, startPgBouncer } from '../support/pgbouncer.js';
import { ask, newFolder, startProgram, startServer } from '../support/process.js';

vi.setConfig({ testTimeout: 90_000 });

const settingsOf = (url: string) => ({
  DATABASE_URL: url,
  DATA_DIR: join(newFolder(), 'data'),
});
const migrate = (url: string) => startProgram('src/server/migrate.ts', settingsOf(url)).ended;
const seed = (url: string, ...args: string[]) =>
  startProgram('prisma/seed.ts', settingsOf(url), { args }).ended;

const tables = (url: string) =>
  query(
    url,
    `SELECT nspname AS schema, count(*)::int AS tables FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
     WHERE relkind = 'r' AND nspname !~ '^(pg_|information_schema)' GROUP BY nspname ORDER BY nspname`,
  );
const everything =
  '{ articles { totalCount nodes { headline publications { nodes { title } } } } publications { totalCount } }';

/** Every kind of write once. The first row of each type has the key 1. */
const writes = (name: string) => `mutation {
  create: createPublication(input: { title: "${name}" }) { publication { id } }
  with: createArticle(input: { headline: "${name}", publicationIds: ["UHVibGljYXRpb246MQ=="] }) { article { id } }
  other: createArticle(input: { headline: "x" }) { article { id } }
  update: updateArticle(input: { id: "QXJ0aWNsZToy", headline: "y" }) { article { id } }
  add: addArticlePublications(input: { articleId: "QXJ0aWNsZToy", publicationIds: ["UHVibGljYXRpb246MQ=="] }) { addedCount }
  clear: clearArticlePublications(input: { articleId: "QXJ0aWNsZToy" }) { removedCount }
  delete: deleteArticle(input: { id: "QXJ0aWNsZToy" }) { deletedArticleId }
}`;
const written = (name: string) => ({
  articles: {
    totalCount: 1,
    nodes: [{ headline: name, publications: { nodes: [{ title: name }] } }],
  },
  publications: { totalCount: 1 },
});

test('two tenants in two schemas of one database do not see each other', async () => {
  const database = await newDatabase();
  const tenants = ['tenant_a', 'Tenant B'];
  const urls = tenants.map((name) => `${database}?schema=${encodeURIComponent(name)}`);
  expect(await startServer(settingsOf(urls[0] ?? '')).ended).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/has no schema "tenant_a": run "npm run migrate"/),
  });
  for (const url of urls) {
    const applied = expect.stringMatching(/^(applied \w+\n)+The database is up to date\.$/);
    expect(await migrate(url)).toEqual({ code: 0, stdout: applied, stderr: '' });
    const none = 'The database is up to date.';
    expect(await migrate(url)).toEqual({ code: 0, stdout: none, stderr: '' });
  }
  // The second name sorts first. The schema "public" has no table.
  const found = await tables(database);
  expect(found.map(({ schema }) => schema)).toEqual(['Tenant B', 'tenant_a']);
  expect(found[0]?.tables).toBe(found[1]?.tables);

  const servers = urls.map((url) => startServer(settingsOf(url)));
  const ready = await Promise.all(servers.map((server) => server.ready));
  await Promise.all(ready.map((url, tenant) => ask(url, writes(`tenant ${tenant}`))));
  for (const [tenant, url] of ready.entries())
    expect(await ask(url, everything)).toEqual(written(`tenant ${tenant}`));
  for (const server of servers) expect(await server.stop('SIGTERM')).toMatchObject({ code: 0 });

  expect(await seed(urls[0] ?? '', '--rows', '30')).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('Added 30 rows to Article.'),
  });
  const count = 'SELECT count(*)::int AS count FROM';
  expect(await query(database, `${count} "tenant_a"."Article"`)).toEqual([{ count: 31 }]);
  expect(await query(database, `${count} "Tenant B"."Article"`)).toEqual([{ count: 1 }]);
});

test("the schema is the first of the user's search_path at the start, also for later connections", async () => {
  const database = await newDatabase();
  const role = `role_${process.pid}_${Date.now()}`;
  await query(
    database,
    `CREATE ROLE ${role} LOGIN PASSWORD 'x'; CREATE SCHEMA own AUTHORIZATION ${role};
     ALTER ROLE ${role} SET search_path = missing, own, public; REVOKE ALL ON SCHEMA public FROM PUBLIC`,
  );
  onTestFinished(async () => {
    await query(database, `DROP OWNED BY ${role}`);
    await query(database, `DROP ROLE ${role}`);
  });
  const own = new URL(database);
  [own.username, own.password] = [role, 'x'];
  expect(await migrate(own.href)).toMatchObject({ code: 0, stderr: '' });
  expect((await tables(database)).map(({ schema }) => schema)).toEqual(['own']);

  const server = startServer({ ...settingsOf(own.href), POOL_SIZE: '1' });
  const url = await server.ready;
  await ask(url, writes('own'));
  // By its search_path, the next connection would use another schema, which has no tables.
  await query(database, `CREATE SCHEMA elsewhere AUTHORIZATION ${role}`);
  await query(database, `ALTER ROLE ${role} SET search_path = elsewhere`);
  await query(
    database,
    `SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE usename = '${role}'`,
  );
  expect(await ask(url, everything)).toEqual(written('own'));
  expect(await server.stop('SIGTERM')).toMatchObject({ code: 0 });
});

// Skipped if PgBouncer is not installed.
test.skipIf(!hasPgBouncer)(
  'PgBouncer in transaction mode is an error for every program; in session mode, all work',
  async () => {
    const database = await newDatabase();
    const refused = expect.stringMatching(/^[^\n]* a connection pooler in transaction .*$/);
    const shared = await startPgBouncer(database, { pool_mode: 'transaction' });
    for (const end of [await startServer(settingsOf(shared)).ended, await migrate(shared)])
      expect(end).toEqual({ code: 1, stdout: '', stderr: refused });
    expect(await seed(shared)).toEqual({ code: 1, stdout: '', stderr: refused });
    expect(await tables(database)).toEqual([]);

    const url = await startPgBouncer(database, { pool_mode: 'session' });
    expect(await migrate(url)).toMatchObject({ code: 0, stderr: '' });
    const server = startServer(settingsOf(url));
    const endpoint = await server.ready;
    await ask(endpoint, writes('pooled'));
    const answers = await Promise.all(Array.from({ length: 200 }, () => ask(endpoint, everything)));
    for (const answer of answers) expect(answer).toEqual(written('pooled'));
    expect(await server.stop('SIGTERM')).toMatchObject({ code: 0, stderr: '' });
  },
);
