import { createServer as createHttpServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Config, ConfigError } from './config.js';
import { connect } from './database/connect.js';
import { startEmbedded } from './database/embedded.js';
import { PrismaClient } from './database/generated/prisma/client.js';
import type { DB } from './database/generated/tables.js';
import { applyMigrations, pendingMigrations } from './database/migrate.js';
import { addSampleData } from './sample-data.js';
import { createServer } from './server.js';

/** A server that answers. */
export interface RunningServer {
  /** Of the GraphQL endpoint. */
  readonly url: string;
  readonly embedded: boolean;
  /** Lets what runs come to its end, and leaves no process behind. */
  stop(): Promise<void>;
}

/** How long the requests under way may take to end, in milliseconds, once the server is told to stop. */
const drainTime = 10_000;

/**
 * Starts everything: database, migrations and sample data where the database is the embedded one, HTTP. Throws what the
 * user is to read where one of them cannot be, after stopping what had started.
 */
export async function start(config: Config): Promise<RunningServer> {
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (let last = stops.pop(); last; last = stops.pop()) await last();
  };
  try {
    const url = config.databaseUrl ?? (await openEmbedded(config.dataDir, stops));
    if (config.databaseUrl) await requireMigrated(url);
    const database = connect<PrismaClient, DB>({
      url,
      client: (adapter) => new PrismaClient({ adapter }),
      onStatement: config.logSql ? (statement) => console.info(statement.replace(/\s+/g, ' ').trim()) : undefined,
      onConnectionLost: (error) => console.error(`lost a connection to the database: ${error.message}`),
    });
    stops.push(() => database.close());
    if (!config.databaseUrl) await addSampleData(database.kysely);

    const server = createServer({
      database,
      graphiql: config.graphiql,
      logError: (message, error) => console.error(message, error),
    });
    const http = createHttpServer(server);
    const port = await listen(http, config);
    stops.push(() => close(http));
    return {
      url: `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}/graphql`,
      embedded: !config.databaseUrl,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function openEmbedded(dataDir: string, stops: (() => Promise<void>)[]): Promise<string> {
  const embedded = await startEmbedded(dataDir);
  stops.push(() => embedded.stop());
  if ((await pendingMigrations(embedded.url)).length > 0) await applyMigrations(embedded.url);
  return embedded.url;
}

async function requireMigrated(url: string): Promise<void> {
  const pending = await pendingMigrations(url).catch((error: Error) => {
    throw new Error(`the database at DATABASE_URL cannot be used: ${error.message || 'no connection'}`);
  });
  if (pending.length > 0)
    throw new Error(`the database at DATABASE_URL lacks the migration ${pending[0]}: run "npm run migrate"`);
}

function listen(http: Server, { port, host }: Config): Promise<number> {
  return new Promise((listening, failed) => {
    http.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE')
        failed(new ConfigError('PORT', String(port), 'any port that is free, and this one is taken'));
      else failed(new ConfigError('HOST', host, `an address of this machine (${error.message})`));
    });
    // A server that listens on TCP has an address of this kind.
    http.listen(port, host, () => listening((http.address() as AddressInfo).port));
  });
}

function close(http: Server): Promise<void> {
  return new Promise((closed) => {
    const deadline = setTimeout(() => http.closeAllConnections(), drainTime);
    http.close(() => {
      clearTimeout(deadline);
      closed();
    });
    http.closeIdleConnections();
  });
}
