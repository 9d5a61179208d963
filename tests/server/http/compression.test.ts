import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openRaw, operation } from '../../support/http.js';
import { startTestServer, type TestServer } from '../../support/server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

describe('responses are compressed for clients that accept it', () => {
  const raw = (headers: Record<string, string>, query: string) => {
    const post = operation(query);
    return fetch(server.url, {
      method: 'POST',
      headers: { ...(post.headers as Record<string, string>), ...headers },
      body: String(post.body),
    });
  };
  const schema = '{ __schema { types { name description fields { name description } } } }';

  test.each(['br', 'gzip'])('%s', async (encoding) => {
    const response = await raw({ 'accept-encoding': encoding }, schema);
    expect(response.headers.get('content-encoding')).toBe(encoding);
    expect(response.headers.get('vary')).toMatch(/accept-encoding/i);
    // Node's fetch decompresses.
    const plain = await (await raw({ 'accept-encoding': 'identity' }, schema)).text();
    expect(await response.text()).toBe(plain);
  });

  test('only if they are long', async () => {
    const short = await raw({ 'accept-encoding': 'gzip' }, '{ __typename }');
    expect(short.headers.get('content-encoding')).toBeNull();
    expect((await raw({ 'accept-encoding': 'identity' }, schema)).headers.get('vary')).toBeNull();
  });

  test("GraphiQL's page, which is compressed once for each encoding", async () => {
    const page = async (encoding: string) => {
      const socket = openRaw(
        server.url,
        `GET /graphql HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\nAccept-Encoding: ${encoding}\r\nConnection: close\r\n\r\n`,
      );
      await socket.closed;
      const [headers = '', ...rest] = socket.received().split('\r\n\r\n');
      return {
        encoding: /content-encoding: (\w+)/i.exec(headers)?.[1],
        bytes: Buffer.from(rest.join('\r\n\r\n'), 'latin1'),
      };
    };
    const whole = (await page('identity')).bytes;
    expect(whole.length).toBeGreaterThan(5_000_000);
    for (const [encoding, decode] of [
      ['br', brotliDecompressSync],
      ['gzip', gunzipSync],
    ] as const) {
      const compressed = await page(encoding);
      expect(compressed.encoding).toBe(encoding);
      expect(compressed.bytes.length).toBeLessThan(whole.length / 3);
      expect(decode(compressed.bytes).equals(whole)).toBe(true);
      const startedAt = performance.now();
      await page(encoding);
      expect(performance.now() - startedAt).toBeLessThan(1_000);
    }
  });
});
