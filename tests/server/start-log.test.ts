import { expect, test, vi } from 'vitest';
import { newDatabase } from '../support/database.js';
import { operation, request } from '../support/http.js';
import { newFolder, type Program, processesOn, startServer, until } from '../support/process.js';

vi.setConfig({ testTimeout: 90_000 });

const secret = operation(
  'query Q($h: String!) { articles(where: { headline: { in: [$h, "hunter3"] } }) { totalCount } }',
  {
    variables: { h: 'hunter2' },
  },
);
const withToken = {
  ...secret,
  headers: { ...secret.headers, authorization: 'Bearer hunter4', cookie: 'hunter5' },
};

async function linesOf(server: Program): Promise<string[]> {
  const { code, stderr, stdout } = await server.stop('SIGTERM');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^(GraphiQL is|The GraphQL endpoint is).*$/);
  return stderr.split('\n');
}

test('in production, the log has a line of JSON for each request and nothing that the client sent', async () => {
  const server = startServer({
    DATABASE_URL: await newDatabase('template_product'),
    NODE_ENV: 'production',
    AUTH: 'off',
    LOG_LEVEL: 'info',
  });
  const url = await server.ready;
  for (let i = 0; i < 50; i++) await request(url, withToken);
  await request(url.replace('/graphql', '/health'));
  const { headers } = await request(`${url}?query=hunter6`, {
    headers: { 'x-request-id': 'my-id' },
  });
  expect(headers['x-request-id']).toBe('my-id');
  const text = await linesOf(server);
  const lines = text.map((line) => JSON.parse(line));
  expect(lines).toHaveLength(51);
  expect(lines[0]).toMatchObject({
    level: 'info',
    operation: 'Q',
    type: 'query',
    status: 200,
    msg: 'request',
  });
  expect(lines[50]).toMatchObject({ requestId: 'my-id', codes: [expect.any(String)] });
  expect(text.join()).not.toContain('hunter');
});

test('in development, the log is readable text, with variables and SQL if they are enabled', async () => {
  const settings = {
    DATABASE_URL: await newDatabase('template_product'),
    LOG_LEVEL: 'info',
    LOG_VARIABLES: 'on',
    LOG_SQL: 'on',
  };
  const server = startServer(settings);
  await request(await server.ready, withToken);
  const lines = await linesOf(server);
  expect(
    lines.filter((line) => /INFO.*: request \{.*"operation":"Q".*hunter2/.test(line)),
  ).toHaveLength(1);
  expect(
    lines.filter((line) => /INFO.*: statement \{"sql":".*FROM \\"Article\\"/.test(line)),
  ).toHaveLength(1);
  expect(lines.join()).not.toMatch(/hunter[345]/);
});

test.each([
  ['unhandledRejection', 'Promise.reject(new Error("boom"))'],
  ['uncaughtException', 'setImmediate(() => { throw new Error("boom"); })'],
  ['unhandledRejection', 'Promise.reject("boom")'],
])('after an %s (%s), the server logs it and stops in order', async (event, code) => {
  const folder = newFolder();
  const trap = `data:text/javascript,process.once("SIGUSR2", () => { ${code} })`;
  const server = startServer({
    DATA_DIR: folder,
    LOG_LEVEL: 'info',
    NODE_ENV: 'production',
    AUTH: 'off',
    NODE_OPTIONS: `--import=${encodeURI(trap)}`,
  });
  const url = await server.ready;
  expect((await request(url, secret)).status).toBe(200);
  server.child.kill('SIGUSR2');
  const end = await server.ended;
  expect(end.code).toBe(1);
  const fatal = end.stderr
    .split('\n')
    .map((line) => JSON.parse(line))
    .find(({ level }) => level === 'fatal');
  expect(fatal).toMatchObject({ msg: event, err: { message: 'boom' } });
  await until(() => processesOn(folder).length === 0, 'the end of PostgreSQL');
});
