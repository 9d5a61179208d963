import { useOpenTelemetry } from '@envelop/opentelemetry';
import { usePrometheus } from '@graphql-yoga/plugin-prometheus';
import { useResponseCache } from '@graphql-yoga/plugin-response-cache';
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import type { Plugin } from 'graphql-yoga';
import { Registry } from 'prom-client';
import { afterEach, describe, expect, test } from 'vitest';
import { mayBypass } from '../../../src/server/plugins/known-queries.js';
import { operation, request } from '../../support/http.js';
import { startTestServer, type TestServer } from '../../support/server.js';

const servers: TestServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function startWith(...plugins: object[]): Promise<TestServer> {
  const server = await startTestServer('press', { plugins, graphiql: false });
  servers.push(server);
  return server;
}

/** Sends a query more often than it takes until it is a known query, which bypasses Yoga. */
async function repeat({ send }: TestServer, query: string, times = 4): Promise<void> {
  for (let run = 1; run <= times; run++)
    expect((await send(query)).data).toMatchObject({ articles: { totalCount: 0 } });
}
const query = '{ articles { totalCount } }';

describe('each hook of a plugin is called for every operation', () => {
  const hooks = [
    'onRequest',
    'onRequestParse',
    'onParams',
    'onEnveloped',
    'onParse',
    'onValidate',
    'onContextBuilding',
    'onExecute',
    'onExecutionResult',
    'onResultProcess',
    'onResponse',
  ] as const satisfies (keyof Plugin)[];

  test.each(hooks)('%s', async (hook) => {
    let calls = 0;
    const count = () => {
      calls += 1;
    };
    await repeat(await startWith({ [hook]: count }), query);
    expect(calls).toBe(4);
  });

  test.each(['request', 'requestParse', 'operation', 'execute', 'resultProcess'])(
    'instrumentation of %s',
    async (phase) => {
      let calls = 0;
      const count = (_: unknown, wrapped: () => unknown) => {
        calls += 1;
        return wrapped();
      };
      await repeat(await startWith({ instrumentation: { [phase]: count } }), query);
      expect(calls).toBe(4);
    },
  );

  test('onExecute of a plugin that another plugin adds', async () => {
    let calls = 0;
    const added: Plugin = {
      onExecute: () => {
        calls += 1;
      },
    };
    const adding: Plugin = { onPluginInit: ({ addPlugin }) => addPlugin(added) };
    await repeat(await startWith(adding), query);
    expect(calls).toBe(4);
  });

  test('onExecute of an instance of a class', async () => {
    let calls = 0;
    class Counting {
      onExecute() {
        calls += 1;
      }
    }
    await repeat(await startWith(new Counting()), query);
    expect(calls).toBe(4);
  });
});

test('known queries bypass Yoga unless a plugin has hooks of an operation', () => {
  expect(mayBypass([])).toBe(true);
  expect(mayBypass([{}, null, undefined, false, [{ onDispose() {} }]])).toBe(true);
  expect(mayBypass([{ onSubscribe() {} }])).toBe(true);
  expect(mayBypass([[{ onExecute() {} }]])).toBe(false);
  expect(mayBypass([{ anything: 1 }])).toBe(false);
});

test("a plugin's hooks wrap the executor and get masked results", async () => {
  const results: unknown[] = [];
  const server = await startWith({
    onExecute: ({ executeFn, setExecuteFn }) => {
      setExecuteFn(async (args) => {
        const result = await executeFn(args);
        return { ...result, extensions: { wrapped: true } };
      });
      return {
        onExecuteDone: ({ result }) => {
          results.push(result);
        },
      };
    },
  } satisfies Plugin);
  const { extensions } = await server.send(query);
  expect(extensions).toEqual({ wrapped: true, cost: { requested: 131, limit: 30000 } });
  expect(results).toMatchObject([{ data: { articles: { totalCount: 0 } } }]);
});

test('with the response cache, a repeated query sends no statement', async () => {
  const server = await startWith(useResponseCache({ session: () => null }));
  await repeat(server, query);
  expect(server.statements).toHaveLength(1);
  await server.run('mutation { createArticle(input: { headline: "a" }) { article { id } } }');
  expect(server.logged).toEqual([]);
});

test('Prometheus counts every operation, and its endpoint is served', async () => {
  const registry = new Registry();
  const server = await startWith(
    usePrometheus({
      registry,
      endpoint: '/metrics',
      metrics: { graphql_yoga_http_duration: true, graphql_envelop_request: true },
    }),
  );
  await repeat(server, query);
  const { origin } = new URL(server.url);
  const metrics = await request(origin, { path: '/metrics' });
  expect(metrics.status).toBe(200);
  const [, requests] = /^graphql_envelop_request\{.*\} (\d+)$/m.exec(metrics.body) ?? [];
  expect(Number(requests)).toBe(4);
  const [, count] = /^graphql_yoga_http_duration_count\{.*\} (\d+)$/m.exec(metrics.body) ?? [];
  expect(Number(count)).toBe(4);
  // Other paths are not served.
  expect((await request(origin, { path: '/other' })).status).toBe(404);
  expect((await request(server.url, { ...operation(query), path: '/other' })).status).toBe(404);
});

test('OpenTelemetry traces every operation', async () => {
  const exporter = new InMemorySpanExporter();
  const provider = new BasicTracerProvider({
    spanProcessors: [new SimpleSpanProcessor(exporter)],
  });
  const server = await startWith(useOpenTelemetry({}, provider));
  await repeat(server, query);
  expect(exporter.getFinishedSpans()).toHaveLength(4);
});
