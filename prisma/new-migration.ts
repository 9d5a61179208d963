import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { startEmbedded } from '../src/embedded-postgres/embedded.js';
import { withLiveChanges } from '../src/postgres/live/live-migration.js';
import { migrationsFolder } from '../src/postgres/migrate.js';
import { migrationSql } from '../src/postgres/migration-sql.js';
import { mirroredTables } from '../src/postgres/mirrored-links.js';
import { checkModels } from './adopt/check-models.js';

/** Writes a migration for the difference between the existing migrations and `schema.prisma`. */
async function writeMigration(name: string | undefined): Promise<void> {
  if (!name || !/^\w+$/.test(name))
    throw new Error('the migration needs a name, as in: npm run migration -- add_tags');
  const schema = readFileSync('prisma/schema.prisma', 'utf8');
  const scratch = mkdtempSync(join(tmpdir(), 'bothends-migration-'));
  const postgres = await startEmbedded(scratch);
  const { model } = checkModels([['prisma/schema.prisma', schema]]);
  const scratchSql = async () =>
    withLiveChanges(
      await migrationSql(postgres.url, migrationsFolder, schema, mirroredTables(model)),
      postgres.url,
      migrationsFolder,
      model,
    );
  const sql = await scratchSql().finally(async () => {
    await postgres.stop();
    rmSync(scratch, { recursive: true });
  });
  if (sql === '') {
    console.info('No changes: the migrations match prisma/schema.prisma.');
    return;
  }
  const timestamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const folder = join(migrationsFolder, `${timestamp}_${name}`);
  mkdirSync(folder);
  writeFileSync(join(folder, 'migration.sql'), `${sql}\n`);
  console.info(`Wrote ${relative('.', folder)}/migration.sql: read it before you commit it.`);
}

writeMigration(process.argv[2]).then(
  // The schema engine leaves a timer that would keep the process running for ten more seconds.
  () => process.exit(0),
  (error: unknown) => {
    console.error(`cannot write a migration: ${error instanceof Error ? error.message : error}`);
    process.exit(1);
  },
);
