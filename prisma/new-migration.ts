import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbedded } from '../src/embedded-postgres/embedded.js';
import { migrationsFolder } from '../src/postgres/migrate.js';
import { migrationSql } from '../src/postgres/migration-sql.js';

/** Writes a migration from `schema.prisma` as last committed to as it is now. */
async function writeMigration(name: string | undefined): Promise<void> {
  if (!name || !/^\w+$/.test(name))
    throw new Error('give it a name, as in: npm run migration -- add_tags');
  const committed = execFileSync('git', ['show', 'HEAD:prisma/schema.prisma'], {
    encoding: 'utf8',
  });
  const scratch = mkdtempSync(join(tmpdir(), 'bothends-migration-'));
  const postgres = await startEmbedded(scratch);
  const sql = await migrationSql(
    postgres.url,
    committed,
    readFileSync('prisma/schema.prisma', 'utf8'),
  ).finally(async () => {
    await postgres.stop();
    rmSync(scratch, { recursive: true });
  });
  if (!/^[A-Z]/m.test(sql)) throw new Error('prisma/schema.prisma is as it was committed');
  const timestamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const folder = join(migrationsFolder, `${timestamp}_${name}`);
  mkdirSync(folder);
  writeFileSync(join(folder, 'migration.sql'), sql);
  console.info(`Wrote ${folder}/migration.sql: read it before you commit it.`);
}

writeMigration(process.argv[2]).catch((error: unknown) => {
  console.error(`no migration: ${error instanceof Error ? error.message : error}`);
  process.exit(1);
});
