import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { failureOf } from '../postgres/failure.js';
import { type Cluster, openCluster } from './cluster.js';
import {
  logOf,
  type PostgresSettings,
  runningPort,
  startPostgres,
  stopPostgres,
} from './control.js';
import { keepLogBounded } from './server-log.js';

/** A running PostgreSQL that only this process uses. */
export interface EmbeddedPostgres {
  /** The connection URL of its database. */
  readonly url: string;
  /** Resolves when it has ended or the connection to it is lost. */
  readonly lost: Promise<void>;
  /** Stops PostgreSQL, and resolves when all of its processes have ended. */
  stop(): Promise<void>;
}

/** The key of the advisory lock that the owner of a cluster holds: any number that is the same in every server. */
const ownerLock = 4_000_117;
/** The number of attempts after unexpected errors, and while PostgreSQL may be starting or stopping: about 3 and 20 seconds. */
const attempts = { unexpected: 3, unreachable: 14 };

/**
 * Starts the PostgreSQL in `dataDir`, initialising its cluster the first time. If it still runs because its server was killed,
 * that PostgreSQL is used. Throws if another server uses the folder, or if PostgreSQL cannot be started in `unexpected` attempts.
 * Calls `onStarting`, which must not throw, while PostgreSQL is starting.
 */
export async function startEmbedded(
  dataDir: string,
  settings: PostgresSettings = {},
  unexpected = attempts.unexpected,
  onStarting?: () => void,
): Promise<EmbeddedPostgres> {
  const cluster = await openCluster(resolve(dataDir));
  let started = false;
  for (let attempt = 1; ; attempt++) {
    try {
      const port = await runningPort(cluster);
      if (port !== undefined) {
        return await own(
          cluster,
          `postgres://postgres:${cluster.password}@127.0.0.1:${port}/postgres`,
          dataDir,
        );
      }
      await startPostgres(cluster, settings, onStarting);
      started = true;
    } catch (error) {
      if (error instanceof FolderInUse) throw error;
      // All of these are temporary: PostgreSQL is starting or stopping, the port was taken, another server was faster.
      if (attempt >= (failureOf(error) === 'unreachable' ? attempts.unreachable : unexpected)) {
        if (started) await stopPostgres(cluster);
        throw error;
      }
      await sleep(200 * attempt);
    }
  }
}

/** Another server uses the folder. */
class FolderInUse extends Error {}

/** Makes this process the owner of the cluster, by an advisory lock that is released when its connection ends. */
async function own(cluster: Cluster, url: string, dataDir: string): Promise<EmbeddedPostgres> {
  const client = new pg.Client({ connectionString: url });
  // Without a listener, the error would end the process. `end` follows it.
  client.on('error', () => {});
  const lost = new Promise<void>((resolve) => client.once('end', resolve));
  await client.connect();
  const { rows } = await client.query('SELECT pg_try_advisory_lock($1) AS owned', [ownerLock]);
  if (!rows[0].owned) {
    await client.end();
    throw new FolderInUse(
      `DATA_DIR ${JSON.stringify(dataDir)} is in use by another server: stop it first`,
    );
  }
  const stopBounding = keepLogBounded(logOf(cluster), cluster.account);
  void lost.then(stopBounding);
  return {
    url,
    lost,
    async stop() {
      // The lock is held until PostgreSQL has ended: a server that starts meanwhile must not use a PostgreSQL that is stopping.
      await stopPostgres(cluster);
      await client.end();
    },
  };
}
