import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { get, post } from '../support/exchange.js';
import { newFolder, startServer } from '../support/process.js';

vi.setConfig({ testTimeout: 90_000 });

test('an invalid manifest is an error of one line, before the database is created', async () => {
  const folder = newFolder();
  const manifest = join(folder, 'persisted-documents.json');
  const settings = { DATA_DIR: join(folder, 'data'), TRUSTED_DOCUMENTS: manifest };
  const ended = (reason: string) => ({
    code: 1,
    stdout: '',
    stderr: expect.stringMatching(
      new RegExp(
        `^bothends: TRUSTED_DOCUMENTS is ".*"; it must be the path of a JSON object of valid documents by ID ${reason}$`,
      ),
    ),
  });
  expect(await startServer(settings).ended).toEqual(ended(String.raw`\(ENOENT: .*\)`));
  writeFileSync(manifest, '{\n  "a": "{ articles { totalCount } }"\n  oops\n}');
  expect(await startServer(settings).ended).toEqual(ended(String.raw`\(.*JSON.*\)`));
  expect(existsSync(settings.DATA_DIR)).toBe(false);

  writeFileSync(manifest, '{"count": "{ articles { totalCount } }"}');
  const server = startServer(settings);
  const url = await server.ready;
  const count = { data: { articles: { totalCount: 71 } } };
  expect((await post(url, { documentId: 'count' })).body).toEqual(count);
  expect((await get(url, { documentId: 'count' })).body).toEqual(count);
  expect((await post(url, { query: '{ articles { totalCount } }' })).status).toBe(400);
  expect(await (await fetch(url, { headers: { accept: 'text/html' } })).text()).not.toContain(
    'graphiql',
  );
  expect(await server.stop('SIGTERM')).toMatchObject({ code: 0, stderr: '' });
});
