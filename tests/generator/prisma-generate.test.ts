import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'bothends-generate-'));

afterAll(() => rmSync(folder, { recursive: true }));

/** Runs `prisma generate` on these models, with this repository's generator. */
function generate(models: string) {
  const schema = join(folder, 'schema.prisma');
  writeFileSync(
    schema,
    `generator bothends {
      provider = "node --import tsx src/generator/main.ts"
      output   = "generated"
    }
    datasource db {
      provider = "postgresql"
    }
    ${models}`,
  );
  return spawnSync(
    'npx',
    ['--no-install', 'prisma', 'generate', '--no-hints', '--schema', schema],
    {
      env: {
        ...process.env,
        PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
        PRISMA_HIDE_UPDATE_MESSAGE: '1',
      },
      encoding: 'utf8',
    },
  );
}

test('prisma generate writes the model and prints warnings', () => {
  const { status, stdout } = generate(`
    /// @orderBy title
    model Book {
      id    Int    @id
      title String
    }`);
  expect(stdout.match(/^warning: .*$/gm)).toEqual([
    'warning: Book: `@orderBy title` has no index; add `@@index([title, id])`.',
  ]);
  expect(status).toBe(0);
  const module = readFileSync(join(folder, 'generated/model.ts'), 'utf8');
  expect(module).toContain("import type { Model } from 'bothends';");
  expect(module).toContain("name: 'Book',");
  rmSync(join(folder, 'generated'), { recursive: true });
});

test('prisma generate fails with a line for each problem, and writes nothing', () => {
  const { status, stderr } = generate(`
    model Series {
      id    Int      @id
      start DateTime @db.Time
    }`);
  expect(status).toBe(1);
  expect(stderr.split('\n').filter((line) => /Series/.test(line))).toEqual([
    'Series.start: the API has no type for `@db.Time`; leave it out with `/// @omit`.',
    'Series: its plural is `series` like its singular; name the plural with `/// @many …`.',
  ]);
  expect(existsSync(join(folder, 'generated'))).toBe(false);
});
