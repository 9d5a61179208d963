import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { startEmbedded } from '../src/embedded-postgres/embedded.js';
import { migrationsFolder } from '../src/postgres/migrate.js';
import { migrationSql } from '../src/postgres/migration-sql.js';

/** Writes the migration that leads from what the migrations make to what `schema.prisma` says. */
async function writeMigration(name: string | undefined): Promise<void> {
  if (!name || !/^\w+$/.test(name))
    throw new Error('give it a name, as in: npm run migration -- add_tags');
  const schema = readFileSync('prisma/schema.prisma', 'utf8');
  const scratch = mkdtempSync(join(tmpdir(), 'bothends-migration-'));
  const postgres = await startEmbedded(scratch);
  const sql = await migrationSql(postgres.url, migrationsFolder, schema).finally(async () => {
    await postgres.stop();
    rmSync(scratch, { recursive: true });
  });
  if (sql === '') {
    console.info('Nothing to migrate: the migrations make what prisma/schema.prisma says.');
    return;
  }
  const timestamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const folder = join(migrationsFolder, `${timestamp}_${name}`);
  mkdirSync(folder);
  writeFileSync(join(folder, 'migration.sql'), `${sql}\n`);
  console.info(`Wrote ${relative('.', folder)}/migration.sql: read it before you commit it.`);
}

writeMigration(process.argv[2]).then(
  // The schema engine leaves a timer behind that would keep the process for ten seconds more.
  () => process.exit(0),
  (error: unknown) => {
    console.error(`no migration: ${error instanceof Error ? error.message : error}`);
    process.exit(1);
  },
);
