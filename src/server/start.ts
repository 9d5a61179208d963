import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type FastifyInstance, fastify } from 'fastify';
import type { Logger } from 'pino';
import { keepEmbedded } from '../embedded-postgres/supervised.js';
import { connect } from '../postgres/connect.js';
import { applyMigrations, pendingMigrations, requireMigrated } from '../postgres/migrate.js';
import { isReady } from '../postgres/ready.js';
import { requireUsable } from '../postgres/usable.js';
import { sample } from '../sample/index.js';
import { schema } from '../schema/index.js';
import { type Config, ConfigError } from './config.js';
import { createServer } from './create-server.js';
import { createHttpServer } from './http/http-server.js';
import type { LogRequest } from './http/request-log.js';
import { readTrustedDocuments } from './trusted-documents.js';

/** A server that answers. */
export interface RunningServer {
  /** Of the GraphQL endpoint. */
  readonly url: string;
  /** Takes nothing new, lets what runs come to its end, and leaves no process behind. */
  stop(): Promise<void>;
  /** Closes all connections, so that `stop` need not wait for the requests under way. */
  closeConnections(): void;
}

/** How long the statements of requests that were cut off may take to end, in milliseconds. */
const closeTime = 1_000;

/**
 * Starts everything: database, migrations where the database is the embedded one, sample data where it is wanted, HTTP. Throws what the
 * user is to read where one of them cannot be, after stopping what had started; `onFailure` is told when a server that
 * has started cannot go on.
 */
export async function start(
  config: Config,
  log: Logger,
  onFailure: (error: Error) => void,
): Promise<RunningServer> {
  const stops: (() => Promise<void>)[] = [];
  let isStopping = false;
  const stop = async () => {
    isStopping = true;
    const failures: unknown[] = [];
    // What cannot be stopped must not keep the rest from it, PostgreSQL least of all.
    for (let last = stops.pop(); last; last = stops.pop())
      await last().catch((error) => failures.push(error));
    if (failures.length > 0) throw failures[0];
  };
  try {
    const { limits, introspection, trusted: manifest } = config.documents;
    const trusted =
      manifest === undefined ? undefined : readTrustedDocuments(manifest, schema, limits);
    // Before anything is started for nothing. Not to be kept: no client should find a server that cannot answer yet.
    const trial = fastify();
    await listen(trial, config);
    await trial.close();

    const url = config.databaseUrl ?? (await openEmbedded(config.dataDir, stops, log, onFailure));
    const searchPath = config.databaseUrl ? (await requireUsable(url)).searchPath : undefined;
    if (config.databaseUrl) await requireMigrated(url);
    const database = connect({
      url,
      searchPath,
      statementTime: config.operationLimits.time,
      onStatement: config.logSql
        ? ({ text }) => log.info({ sql: text.replace(/\s+/g, ' ').trim() }, 'statement')
        : undefined,
      // Where the server stops, PostgreSQL may be quicker to end than the last connection to it.
      onConnectionLost: (err) =>
        isStopping || log.warn({ err }, 'lost a connection to the database'),
      pool: config.pool,
    });
    stops.push(() => Promise.race([database.close(), sleep(closeTime)]));
    if (config.sampleData) await sample?.addData(database);

    const logError = (message: string, err: unknown) => log.error({ err }, message);
    const server = createServer({
      database,
      auth: config.auth,
      graphiql: config.graphiql,
      documents: { limits, introspection, trusted },
      operationLimits: config.operationLimits,
      logError,
      maximumBody: config.http.body,
      recordVariables: config.log.variables,
    });
    const http = await createHttpServer(server, {
      ...config.http,
      ready: () => isReady(database),
      logError,
      logRequest: requestLog(log),
    });
    const port = await listen(http, config);
    stops.push(() => http.close());
    return {
      url: `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}/graphql`,
      stop,
      closeConnections: () => http.server.closeAllConnections(),
    };
  } catch (error) {
    await stop().catch((err) => log.error({ err }, 'could not stop what had started'));
    throw error;
  }
}

async function openEmbedded(
  dataDir: string,
  stops: (() => Promise<void>)[],
  log: Logger,
  onFailure: (error: Error) => void,
): Promise<string> {
  const embedded = await keepEmbedded(dataDir, {
    onEnd: () => log.error('the embedded PostgreSQL has ended, and is started again'),
    onFailure,
  });
  stops.push(() => embedded.stop());
  if ((await pendingMigrations(embedded.url)).length > 0) await applyMigrations(embedded.url);
  return embedded.url;
}

/** Whoever asks whether the server is well asks often, and would fill the log. */
function requestLog(log: Logger): LogRequest {
  return (line) =>
    log[line.path === '/health' || line.path === '/ready' ? 'debug' : 'info'](line, 'request');
}

/** Returns the port. Throws ConfigError if it cannot be used. */
async function listen(http: FastifyInstance, { port, host }: Config): Promise<number> {
  try {
    await http.listen({ port, host });
  } catch (error) {
    // Node's own errors have both.
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE')
      throw new ConfigError('PORT', String(port), 'any port that is free, and this one is taken');
    if (code === 'EACCES')
      throw new ConfigError(
        'PORT',
        String(port),
        'a port that this user may listen on, as those from 1024 on',
      );
    throw new ConfigError('HOST', host, `an address of this machine (${message})`);
  }
  // A server that listens on TCP has an address of this kind.
  return (http.server.address() as AddressInfo).port;
}
