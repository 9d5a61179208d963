import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { connect } from '../../src/postgres/connect.js';
import { isReady } from '../../src/postgres/ready.js';
import { sample } from '../../src/sample/index.js';
import { openSchema } from '../../src/schema/index.js';
import { createServer } from '../../src/server/create-server.js';
import { exampleOperations } from '../../src/server/example-operations.js';
import { createHttpServer } from '../../src/server/http/http-server.js';
import { listen, startTestServer } from '../support/server.js';

test('is ready while the database answers', async () => {
  const server = await startTestServer();
  expect((await fetch(server.url.replace('/graphql', '/ready'))).status).toBe(200);
  await server.close();
});

test('is healthy but not ready if the database accepts connections and does not respond', async () => {
  const sockets: Socket[] = [];
  const silent = createTcpServer((socket) => sockets.push(socket));
  await new Promise<void>((listening) => silent.listen(0, '127.0.0.1', listening));
  // A server that listens on TCP has an AddressInfo.
  const { port } = silent.address() as AddressInfo;
  const database = connect({
    url: `postgres://nobody@127.0.0.1:${port}/none`,
  });
  const http = await createHttpServer(
    createServer({ database, auth: 'off', graphiql: false, logError: () => {} }),
    {
      ready: () => isReady(database),
    },
  );
  const origin = await listen(http);
  expect((await fetch(`${origin}/ready`)).status).toBe(503);
  expect((await fetch(`${origin}/health`)).status).toBe(200);
  http.server.closeAllConnections();
  await http.close();
  for (const socket of sockets) socket.destroy();
  await new Promise((closed) => silent.close(closed));
  await database.close();
});

test('serves GraphiQL with its tabs and without external resources, if it is enabled', async () => {
  const database = connect({
    url: 'postgres://nobody@127.0.0.1:1/none',
  });
  const page = async (graphiql: boolean) => {
    const http = await createHttpServer(
      createServer({ database, auth: 'off', graphiql, logError: () => {} }),
    );
    const response = await fetch(`${await listen(http)}/graphql`, {
      headers: { accept: 'text/html' },
    });
    const text = await response.text();
    http.server.closeAllConnections();
    await http.close();
    return text;
  };
  const html = await page(true);
  // Those of the sample, or after `npm run adopt` those that are made for any schema.
  const tabs = sample?.graphiqlTabs ?? exampleOperations(openSchema()).map(({ text }) => text);
  const names = tabs.map((text) => /^(?:query|mutation) (\w+)/m.exec(text)?.[1] ?? text);
  expect(names.length).toBeGreaterThan(1);
  for (const name of names) expect(html).toContain(name);
  expect(html.match(/<(script|link|img)[^>]+(src|href)="https?:[^"]+"/g)).toBeNull();
  expect(await page(false)).not.toContain('graphiql');
  await database.close();
});
