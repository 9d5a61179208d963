import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { addSampleData } from '../../src/sample/sample-data.js';
import type { DB } from '../../src/schema/generated/tables.js';
import { startTestServer, type TestOptions, type TestServer } from './server.js';

/** Starts a test server that has the sample data, as the embedded database has it after its first start. */
export async function startSampleServer(options: TestOptions = {}): Promise<TestServer> {
  const server = await startTestServer('product', options);
  const pool = new pg.Pool({ connectionString: server.databaseUrl, max: 1 });
  const database = new Kysely<DB>({ dialect: new PostgresDialect({ pool }) });
  await addSampleData(database);
  await database.destroy();
  return server;
}
