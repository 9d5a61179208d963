import { connect } from '../../src/postgres/connect.js';
import { addSampleData } from '../../src/sample/sample-data.js';
import { startTestServer, type TestOptions, type TestServer } from './server.js';

/** Starts a test server with the sample data that the embedded database has after its first start. */
export async function startSampleServer(options: TestOptions = {}): Promise<TestServer> {
  const server = await startTestServer('product', options);
  const database = connect({ url: server.databaseUrl });
  await addSampleData(database);
  await database.close();
  return server;
}
