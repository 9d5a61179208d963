import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { startEmbedded } from '../src/embedded-postgres/embedded.js';
import { connect } from '../src/postgres/connect.js';
import { applyMigrations, pendingMigrations, requireMigrated } from '../src/postgres/migrate.js';
import { requireUsable } from '../src/postgres/usable.js';
import { addSampleData } from '../src/sample/sample-data.js';
import { ConfigError, readConfig } from '../src/server/config.js';
import { addBulkData } from './bulk-data.js';

/** The number given for an option. Throws ConfigError unless it is a whole one from `least` on. */
function count(option: string, given: string, least = 0): number {
  if (!/^\d{1,8}$/.test(given) || Number(given) < least) {
    throw new ConfigError(`--${option}`, given, `a whole number from ${least} to 99999999`);
  }
  return Number(given);
}

function showProgress(share: number): void {
  const width = 40;
  const bar = '#'.repeat(Math.round(share * width)).padEnd(width, '.');
  process.stderr.write(`\r[${bar}] ${Math.round(share * 100)}%${share === 1 ? '\n' : ''}`);
}

async function seed(): Promise<void> {
  const { values } = parseArgs({
    options: {
      articles: { type: 'string' },
      publications: { type: 'string' },
      offers: { type: 'string' },
    },
  });
  for (const option of ['publications', 'offers'] as const) {
    if (values[option] !== undefined && values.articles === undefined) {
      throw new ConfigError(`--${option}`, values[option], 'given together with --articles');
    }
  }
  if (existsSync('.env')) process.loadEnvFile('.env');
  // Of the others none matters here.
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
      if (values.articles === undefined) {
        const added = await addSampleData(database);
        console.info(
          added
            ? 'Added the sample data.'
            : 'There were articles or publications before: nothing is added.',
        );
      } else {
        const size = {
          articles: count('articles', values.articles),
          publications: count('publications', values.publications ?? '2000', 1),
          offers: count('offers', values.offers ?? '5'),
        };
        await addBulkData(database, size, showProgress);
        console.info(`Added ${size.articles} articles and ${size.publications} publications.`);
      }
    } finally {
      await database.close();
    }
  } finally {
    await embedded?.stop();
  }
}

seed().then(
  // The schema engine leaves a timer behind that would keep the process for ten seconds more.
  () => process.exit(0),
  (error: unknown) => {
    console.error(`cannot seed: ${error instanceof Error ? error.message : error}`);
    process.exit(1);
  },
);
