import { readMigrations } from './migrate.js';
import { withSchemaEngine } from './schema-engine.js';

/**
 * Records a migration of `folder` as applied to the database at `url`, which has its tables already. Changes none of them: it
 * adds a row to the table `_prisma_migrations`, which is created unless it is there.
 */
export async function baseline(url: string, migrationName: string, folder: string): Promise<void> {
  const migrationsList = await readMigrations(folder);
  await withSchemaEngine(url, (engine) =>
    engine.markMigrationApplied({ migrationName, migrationsList }),
  );
}
