import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { startEmbedded } from '../src/embedded-postgres/embedded.js';
import { connect } from '../src/postgres/connect.js';
import { applyMigrations, pendingMigrations, requireMigrated } from '../src/postgres/migrate.js';
import { requireUsable } from '../src/postgres/usable.js';
import { sample } from '../src/sample/index.js';
import { model } from '../src/schema/generated/model.js';
import { readConfig } from '../src/server/settings/config.js';
import { ConfigError } from '../src/server/settings/config-error.js';
import { addRows } from './seed/add-rows.js';

/** Parses the value of an option. Throws ConfigError unless it is a whole number. */
function count(option: string, value: string): number {
  if (!/^\d{1,8}$/.test(value)) {
    throw new ConfigError(`--${option}`, value, 'a whole number from 0 to 99999999');
  }
  return Number(value);
}

function showProgress(share: number): void {
  const width = 40;
  const bar = '#'.repeat(Math.round(share * width)).padEnd(width, '.');
  process.stderr.write(`\r[${bar}] ${Math.round(share * 100)}%${share === 1 ? '\n' : ''}`);
}

async function seed(): Promise<void> {
  const { values } = parseArgs({
    options: { rows: { type: 'string' }, seed: { type: 'string' } },
  });
  if (values.seed !== undefined && values.rows === undefined)
    throw new ConfigError('--seed', values.seed, 'used together with --rows');
  if (values.rows === undefined && sample === undefined)
    throw new ConfigError('--rows', undefined, 'the number of random rows to add to each table');
  const options = {
    rows: count('rows', values.rows ?? '0'),
    seed: count('seed', values.seed ?? '1'),
  };
  if (existsSync('.env')) process.loadEnvFile('.env');
  // The other settings are not used here.
  const { DATABASE_URL, DATA_DIR } = process.env;
  const { databaseUrl, dataDir } = readConfig({ DATABASE_URL, DATA_DIR });
  const embedded = databaseUrl ? undefined : await startEmbedded(dataDir);
  const url = databaseUrl ?? embedded?.url ?? '';
  try {
    const searchPath = databaseUrl ? (await requireUsable(url)).searchPath : undefined;
    if (databaseUrl) await requireMigrated(databaseUrl);
    else if ((await pendingMigrations(url)).length > 0) await applyMigrations(url);
    const database = connect({
      url,
      searchPath,
    });
    try {
      if (values.rows !== undefined) {
        const { rows, links } = await addRows(database, model, options, showProgress);
        for (const [table, added] of rows) console.info(`Added ${added} rows to ${table}.`);
        for (const [relation, added] of links) console.info(`Added ${added} links to ${relation}.`);
      } else {
        const added = await sample?.addData(database);
        console.info(
          added
            ? 'Added the sample data.'
            : 'The sample data was not added: the database is not empty. To add random rows: npm run seed -- --rows 100',
        );
      }
    } finally {
      await database.close();
    }
  } finally {
    await embedded?.stop();
  }
}

seed().then(
  // The schema engine leaves a timer that would keep the process running for ten more seconds.
  () => process.exit(0),
  (error: unknown) => {
    console.error(`cannot seed: ${error instanceof Error ? error.message : error}`);
    process.exit(1);
  },
);
