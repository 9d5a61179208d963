import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Replay } from './support/replay.js';
import { startTestServer, type TestServer } from './support/server.js';
import type { Step } from './support/steps.js';

const folder = fileURLToPath(new URL('conformance', import.meta.url));
const files = readdirSync(folder).filter((name) => name.endsWith('.json'));

test('all recorded files are here', () => {
  expect(files).toHaveLength(13);
});

describe.each(files)('the API returns what Django returned in %s', (file) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer('product');
  });
  afterAll(() => server.close());

  test('step by step', { timeout: 120_000 }, async () => {
    const { steps }: { steps: Step[] } = JSON.parse(readFileSync(`${folder}/${file}`, 'utf8'));
    const replay = new Replay(server);
    for (const [index, step] of steps.entries()) {
      const { django, note, ...rest } = step as Step & { django?: string; note?: string };
      expect(await replay.run(step), `step ${index + 1}: ${JSON.stringify(rest)}`).toEqual(
        replay.expected(step),
      );
    }
    expect(server.logged).toEqual([]);
  });
});
