import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect } from '../../src/postgres/connect.js';
import { graphiqlTabs } from '../../src/sample/graphiql-tabs.js';
import { addSampleData } from '../../src/sample/sample-data.js';
import { startTestServer, type TestServer } from '../support/server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer('product');
  const database = connect({
    url: server.databaseUrl,
  });
  await addSampleData(database);
  await database.close();
});
afterAll(() => server.close());

const named = graphiqlTabs.map((tab) => [/(?:query|mutation) (\w+)/.exec(tab)?.[1], tab] as const);

test.each(named)('the tab %s runs without errors on the sample data', async (_, tab) => {
  expect((await server.send(tab)).errors).toBeUndefined();
});
