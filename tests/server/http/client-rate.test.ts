import { afterEach, describe, expect, test } from 'vitest';
import { errorsOf, type HttpRequest, operation, request } from '../../support/http.js';
import { startTestServer, type TestServer } from '../../support/server.js';

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

const start = async (rate: number, preparation = 0): Promise<TestServer> => {
  const server = await startTestServer('press', {
    operationLimits: { cost: 100, rate, preparation },
  });
  stops.push(() => server.close());
  return server;
};
const body = (body: string | object): HttpRequest => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: typeof body === 'string' ? body : JSON.stringify(body),
});
const query = '{ __typename }';
const statuses = async (url: string, sent: HttpRequest, count: number) => {
  const all: number[] = [];
  for (let n = 0; n < count; n++) all.push((await request(url, sent)).status);
  return all;
};
const repeated = (status: number, count: number) => Array.from({ length: count }, () => status);

test.each<[what: string, status: number, sent: HttpRequest]>([
  ['no JSON', 400, body('{"query"')],
  ['bytes that are not UTF-8', 400, { ...body(''), body: Buffer.from([0x22, 0xff, 0x22]) }],
  ['a list', 400, body([{ query }])],
  ['a text', 400, body('"x"')],
  ['nothing', 400, body('')],
  ['an object without a query', 200, body({})],
  ['an unknown parameter', 400, body({ query, other: 1 })],
  ['a query that is no text', 400, body({ query: 1 })],
  ['variables that are no object', 400, body({ query, variables: 1 })],
  ['variables nested too deep', 200, operation(query, { variables: deep(60) })],
  ['no text of a persisted query', 200, body({ extensions: { persistedQuery: { version: 1 } } })],
  ['a document that does not parse', 200, operation('{')],
  ['a mutation by GET', 405, { path: `/graphql?query=mutation+{+__typename+}` }],
  ['variables in a URL that are no JSON', 400, { path: `/graphql?query={__typename}&variables=x` }],
  ['too many bytes', 413, body('1'.repeat(1_000_001))],
  ['another media type', 415, { method: 'POST', headers: { 'content-type': 'text/plain' } }],
])('a request with %s is charged 1', async (_, status, sent) => {
  const { url } = await start(5);
  expect(await statuses(url, sent, 7)).toEqual([...repeated(status, 5), 429, 429]);
});

function deep(levels: number): object {
  return levels === 0 ? {} : { a: deep(levels - 1) };
}

test('the CPU time that a refused body took is charged', async () => {
  const { url } = await start(5_000, 1_000);
  const large = body(`${'[1],'.repeat(200_000)}`);
  const answers = await statuses(url, { ...large, body: `[${large.body}` }, 20);
  expect([answers.at(0), answers.at(-1)]).toEqual([400, 429]);
});

describe('a client that has used up its rate', () => {
  test('is refused before its body is read', async () => {
    const { url, lines } = await start(3);
    expect(await statuses(url, operation(query), 4)).toEqual([200, 200, 200, 429]);
    lines.length = 0;
    const refused = await request(url, body('no JSON'));
    expect(refused.status).toBe(429);
    const seconds = Number(refused.headers['retry-after']);
    expect(seconds).toBeGreaterThan(50);
    expect(seconds).toBeLessThanOrEqual(60);
    expect(errorsOf(refused)).toEqual([
      {
        message: `The rate limit is exceeded. Try again in ${seconds} s.`,
        extensions: { code: 'SERVICE_UNAVAILABLE' },
      },
    ]);
    expect(lines).toMatchObject([{ status: 429, codes: ['SERVICE_UNAVAILABLE'] }]);
    expect((await request(url.replace('/graphql', '/health'))).status).toBe(200);
  });
});
