import { expect, test, vi } from 'vitest';
import { startProgram } from '../support/process.js';

vi.setConfig({ testTimeout: 90_000 });

const migration = (...args: string[]) =>
  startProgram('prisma/new-migration.ts', {}, { args }).ended;

test('if the schema is unchanged, no migration is written', async () => {
  expect(await migration('again')).toEqual({
    code: 0,
    stdout: 'No changes: the migrations match prisma/schema.prisma.',
    stderr: '',
  });
});

test('a migration requires a name', async () => {
  const stderr =
    'cannot write a migration: the migration needs a name, as in: npm run migration -- add_tags';
  expect(await migration()).toEqual({ code: 1, stdout: '', stderr });
  expect(await migration('add tags')).toEqual({ code: 1, stdout: '', stderr });
});
