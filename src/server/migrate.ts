import { existsSync } from 'node:fs';
import { applyMigrations, pendingMigrations } from '../postgres/migrate.js';
import { requireSessions } from '../postgres/pooler.js';
import { ConfigError, readConfig } from './config.js';

try {
  if (existsSync('.env')) process.loadEnvFile('.env');
  // Of the others none matters here.
  const { DATABASE_URL } = process.env;
  const { databaseUrl } = readConfig({ DATABASE_URL });
  if (!databaseUrl)
    throw new ConfigError(
      'DATABASE_URL',
      undefined,
      'the database to migrate (the embedded one migrates itself)',
    );
  await requireSessions(databaseUrl);
  const pending = await pendingMigrations(databaseUrl);
  const applied = pending.length > 0 ? await applyMigrations(databaseUrl) : [];
  for (const name of applied) console.info(`applied ${name}`);
  console.info('The database has every migration.');
  // The schema engine leaves a timer behind that would keep the process for ten seconds more.
  process.exit(0);
} catch (error) {
  console.error(`cannot migrate: ${error instanceof Error ? error.message : error}`);
  process.exit(1);
}
