import { expect, test, vi } from 'vitest';
import { startProgram } from '../support/process.js';

vi.setConfig({ testTimeout: 90_000 });

const migration = (...args: string[]) =>
  startProgram('prisma/new-migration.ts', {}, { args }).ended;

test('without a change of the schema there is nothing to migrate', async () => {
  expect(await migration('again')).toEqual({
    code: 0,
    stdout: 'Nothing to migrate: the migrations make what prisma/schema.prisma says.',
    stderr: '',
  });
});

test('a migration needs a name', async () => {
  const stderr = 'no migration: give it a name, as in: npm run migration -- add_tags';
  expect(await migration()).toEqual({ code: 1, stdout: '', stderr });
  expect(await migration('add tags')).toEqual({ code: 1, stdout: '', stderr });
});
