import { createServer as createTrialServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { keepEmbedded } from '../embedded-postgres/supervised.js';
import { connect } from '../postgres/connect.js';
import { applyMigrations, pendingMigrations, requireMigrated } from '../postgres/migrate.js';
import { isReady } from '../postgres/ready.js';
import { requireUsable } from '../postgres/usable.js';
import { addSampleData } from '../sample/sample-data.js';
import { schema } from '../schema/index.js';
import { type Config, ConfigError } from './config.js';
import { createServer } from './create-server.js';
import { refusal, send } from './http/answer.js';
import { createHttpServer } from './http/http-server.js';
import type { LogRequest } from './http/request-log.js';
import { readTrustedDocuments } from './trusted-documents.js';

/** A server that answers. */
export interface RunningServer {
  /** Of the GraphQL endpoint. */
  readonly url: string;
  /** Takes nothing new, lets what runs come to its end, and leaves no process behind. */
  stop(): Promise<void>;
  /** Ends what still runs at once, so that `stop` need not wait for it. */
  hurry(): void;
}

/** For how long a client that has just had its answer can still be told, if it asks on, that the server stops; in milliseconds. */
const lastWord = 500;
/** How long the requests under way may take to end, in milliseconds, once the server is told to stop: Docker kills after ten seconds. */
const drainTime = 8_000;
/** The same for the statements that they leave behind if they do not. */
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
    const trial = createTrialServer();
    await listen(trial, config);
    await close(trial);

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
    if (config.sampleData) await addSampleData(database);

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
    const http = createHttpServer(server, {
      ...config.http,
      ready: () => isReady(database),
      logError,
      logRequest: requestLog(log),
    });
    const port = await listen(http, config);
    stops.push(() => close(http));
    return {
      url: `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}/graphql`,
      stop,
      hurry: () => http.closeAllConnections(),
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

function listen(http: Server, { port, host }: Config): Promise<number> {
  return new Promise((listening, failed) => {
    http.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE')
        failed(
          new ConfigError('PORT', String(port), 'any port that is free, and this one is taken'),
        );
      else if (error.code === 'EACCES')
        failed(
          new ConfigError(
            'PORT',
            String(port),
            'a port that this user may listen on, as those from 1024 on',
          ),
        );
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
    // Nobody can connect any more; what comes on connections that were busy just now is new work all the same.
    http.removeAllListeners('request').on('request', refuse);
    http.keepAliveTimeout = lastWord;
  });
}

/** What a server answers that is stopping, `/ready` included. */
const stopping = refusal(
  503,
  'The server is stopping. It is safe to try again.',
  { 'retry-after': '1', connection: 'close' },
  { code: 'SERVICE_UNAVAILABLE' },
);

const refuse: RequestListener = (request, response) => {
  // Only once all of it has come: a connection that is closed before may lose the answer. Nothing in this answer can be refused.
  request.resume().once('end', () => send(response, stopping, {}, lastWord));
};
