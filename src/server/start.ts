import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type FastifyInstance, fastify } from 'fastify';
import type { Logger } from 'pino';
import { type SupervisorListeners, startSupervised } from '../embedded-postgres/supervised.js';
import { hasLiveChanges } from '../engine/model/model.js';
import { connect } from '../postgres/connect.js';
import { openLiveChanges } from '../postgres/live/live-changes.js';
import { requireTriggers } from '../postgres/live/require-triggers.js';
import { applyMigrations, pendingMigrations, requireMigrated } from '../postgres/migrate.js';
import { mirroredTables, requireMirrored } from '../postgres/mirrored-links.js';
import { isReady } from '../postgres/ready.js';
import { requireUsable } from '../postgres/usable.js';
import { sample } from '../sample/index.js';
import { model } from '../schema/generated/model.js';
import { openSchema, scopedSchema } from '../schema/index.js';
import { createServer } from './create-server.js';
import { createHttpServer } from './http/http-server.js';
import type { LogRequest } from './http/request-log.js';
import type { Config } from './settings/config.js';
import { readTrustedDocuments } from './trusted-documents.js';

/** A server that accepts requests. */
export interface RunningServer {
  /** The URL of the GraphQL endpoint. */
  readonly url: string;
  /** Stops accepting requests, finishes those under way, and ends every process that was started. */
  stop(): Promise<void>;
  /** Closes all connections, so that `stop` does not wait for requests under way. */
  closeConnections(): void;
}

/** How long to wait for the statements of aborted requests, in milliseconds. */
const closeTime = 1_000;

/**
 * Starts the database, applies migrations if it is the embedded one, adds the sample data if configured, and starts the HTTP
 * server. If one of these fails, stops the others and throws an error with a message for the user. Calls `onFailure` if the
 * database is lost later.
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
    // One failure must not keep the others from being stopped, PostgreSQL above all.
    for (let last = stops.pop(); last; last = stops.pop())
      await last().catch((error) => failures.push(error));
    if (failures.length > 0) throw failures[0];
  };
  try {
    const { limits, introspection, trusted: manifest } = config.documents;
    // Builds the schema when it is first called.
    const schema = config.auth === 'off' ? openSchema : scopedSchema;
    const trusted =
      manifest === undefined ? undefined : readTrustedDocuments(manifest, schema(), limits);
    // Checks the port before anything is started. Closed again, because no client should reach a server that is not ready.
    const probe = fastify();
    await listen(probe, config);
    await probe.close();

    const url =
      config.databaseUrl ??
      (await openEmbedded(config.dataDir, stops, log, {
        onFailure,
        // The schema of hundreds of models takes a second, in which PostgreSQL can start.
        onStarting: () => attempt(schema),
      }));
    const searchPath = config.databaseUrl ? (await requireUsable(url)).searchPath : undefined;
    if (config.databaseUrl) await requireMigrated(url);
    const database = connect({
      url,
      searchPath,
      statementTime: config.operationLimits.time,
      onStatement: config.logSql
        ? ({ text }) => log.info({ sql: text.replace(/\s+/g, ' ').trim() }, 'statement')
        : undefined,
      // While the server stops, the embedded PostgreSQL may end before the last connection to it.
      onConnectionLost: (err) =>
        isStopping || log.warn({ err }, 'lost a connection to the database'),
      pool: config.pool,
    });
    stops.push(() => Promise.race([database.close(), sleep(closeTime)]));
    await requireMirrored(mirroredTables(model), database);
    if (config.sampleData) await sample?.addData(database);

    if (hasLiveChanges(model)) await requireTriggers(model, database);
    const changes = hasLiveChanges(model)
      ? await openLiveChanges({
          ...config.changes,
          url,
          searchPath,
          model,
          database,
          onFailure: (err) => isStopping || log.warn({ err }, 'cannot read changes; trying again'),
        })
      : undefined;
    if (changes) stops.push(() => changes.close());

    const logError = (message: string, err: unknown) => log.error({ err }, message);
    const server = createServer({
      database,
      schema: schema(),
      auth: config.auth,
      graphiql: config.graphiql,
      documents: { limits, introspection, trusted },
      operationLimits: config.operationLimits,
      changes,
      streamLimits: config.streamLimits,
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
    await stop().catch((err) => log.error({ err }, 'cannot stop'));
    throw error;
  }
}

async function openEmbedded(
  dataDir: string,
  stops: (() => Promise<void>)[],
  log: Logger,
  listeners: Omit<SupervisorListeners, 'onEnd'>,
): Promise<string> {
  const embedded = await startSupervised(dataDir, {
    ...listeners,
    onEnd: () => log.error('the embedded PostgreSQL ended and is being restarted'),
  });
  stops.push(() => embedded.stop());
  if ((await pendingMigrations(embedded.url)).length > 0) await applyMigrations(embedded.url);
  return embedded.url;
}

/** Does work that is done again, and may fail then, if it fails now. */
function attempt(work: () => unknown): void {
  try {
    work();
  } catch {
    // Thrown again where its result is needed.
  }
}

/** Health checks are frequent, so they are logged at the level debug. */
function requestLog(log: Logger): LogRequest {
  return (line) =>
    log[line.path === '/health' || line.path === '/ready' ? 'debug' : 'info'](line, 'request');
}

/** Listens on the configured port and returns its number. Throws an error that names the setting if that is not possible. */
async function listen(http: FastifyInstance, { port, host }: Config): Promise<number> {
  try {
    await http.listen({ port, host });
  } catch (error) {
    // Node's own errors have both.
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') throw new Error(`PORT ${port} is already in use`);
    if (code === 'EACCES')
      throw new Error(`PORT ${port} needs privileges: use a port from 1024 on`);
    throw new Error(`HOST ${host} is not an address of this machine (${message})`);
  }
  // A server that listens on TCP has an AddressInfo.
  return (http.server.address() as AddressInfo).port;
}
