import { randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { failureOf } from '../postgres/failure.js';
import { type Account, changeOwner, openHome } from './account.js';
import { type Binaries, commandLine, isAlive, postgresBinaries, run } from './binaries.js';
import { boundLog, keepLogBounded, logSettings } from './server-log.js';

/** A running PostgreSQL that only this process uses. */
export interface EmbeddedPostgres {
  /** The connection URL of its database. */
  readonly url: string;
  /** Resolves when it has ended or the connection to it is lost. */
  readonly lost: Promise<void>;
  /** Stops PostgreSQL, and resolves when all of its processes have ended. */
  stop(): Promise<void>;
}

/** Settings of PostgreSQL, as in `postgresql.conf`. Without `port`, a free port is used. */
export type PostgresSettings = Readonly<Record<string, string>>;

interface Cluster {
  readonly folder: string;
  readonly password: string;
  readonly account: Account | undefined;
  readonly binaries: Binaries;
}

/** The key of the advisory lock that the owner of a cluster holds: any number that is the same in every server. */
const ownerLock = 4_000_117;
/** The number of attempts after unexpected errors, and while PostgreSQL may be starting or stopping: about 3 and 20 seconds. */
const attempts = { unexpected: 3, unreachable: 14 };

/** The name of PostgreSQL's log in the folder of its cluster. */
const logFile = 'server.log';

/** The timeout for an orderly stop, in seconds. */
const stopTime = '8';

/**
 * Starts the PostgreSQL in `dataDir`, initialising its cluster the first time. If it still runs because its server was killed,
 * that PostgreSQL is used. Throws if another server uses the folder, or if PostgreSQL cannot be started in `unexpected` attempts.
 */
export async function startEmbedded(
  dataDir: string,
  settings: PostgresSettings = {},
  unexpected = attempts.unexpected,
): Promise<EmbeddedPostgres> {
  const { home, account } = openHome(resolve(dataDir));
  const binaries = await postgresBinaries(account);
  const cluster = { account, binaries, ...(await openCluster(home, account, binaries)) };

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
      await start(cluster, settings);
      started = true;
    } catch (error) {
      if (error instanceof FolderInUse) throw error;
      // All of these are temporary: PostgreSQL is starting or stopping, the port was taken, another server was faster.
      if (attempt >= (failureOf(error) === 'unreachable' ? attempts.unreachable : unexpected)) {
        if (started) await stop(cluster);
        throw error;
      }
      await sleep(200 * attempt);
    }
  }
}

/** Another server uses the folder. */
class FolderInUse extends Error {}

/** Initialises the cluster below `home` if it does not exist. It is renamed into place once it is complete. */
async function openCluster(home: string, account: Account | undefined, binaries: Binaries) {
  const folder = join(home, 'postgresql');
  const passwordOf = (cluster: string) => join(cluster, 'bothends.password');
  if (!existsSync(folder)) {
    removeLeftovers(home);
    const partial = mkdtempSync(join(home, `initialising-${process.pid}-`));
    changeOwner(partial, account);
    const passwordFile = join(home, `.password-${process.pid}`);
    const locale = [
      '--encoding=UTF8',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
    ];
    const access = ['--username=postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
    try {
      writeFileSync(passwordFile, randomBytes(24).toString('hex'), { mode: 0o600 });
      changeOwner(passwordFile, account);
      await run(binaries.initdb, [`--pgdata=${partial}`, ...locale, ...access], account);
      renameSync(passwordFile, passwordOf(partial));
    } catch (error) {
      for (const path of [partial, passwordFile]) rmSync(path, { recursive: true, force: true });
      throw error;
    }
    try {
      renameSync(partial, folder);
    } catch (error) {
      rmSync(partial, { recursive: true });
      // Another server may have initialised the same cluster at the same time.
      if (!existsSync(folder)) throw error;
    }
  }
  return { folder, password: readFileSync(passwordOf(folder), 'utf8') };
}

/** Removes the files of servers that were killed while they initialised a cluster below `home`. */
function removeLeftovers(home: string): void {
  for (const name of readdirSync(home)) {
    const [, pid] = /^(?:initialising-|\.password-)(\d+)(?:-|$)/.exec(name) ?? [];
    // Another server may be initialising one at the moment.
    if (pid === undefined || (Number(pid) !== process.pid && isAlive(Number(pid)))) continue;
    rmSync(join(home, name), { recursive: true, force: true, maxRetries: 3 });
  }
}

/** The port of the PostgreSQL that runs on this cluster, from its `postmaster.pid`; undefined if none runs. */
async function runningPort({ folder }: Cluster): Promise<number | undefined> {
  const pidFile = join(folder, 'postmaster.pid');
  if (!existsSync(pidFile)) return undefined;
  const [pid, , , port] = readFileSync(pidFile, 'utf8').split('\n');
  const process = await commandLine(Number(pid));
  if (process === undefined || process.includes(` -D ${folder} `)) return Number(port);
  // After a reboot or in a new container, another program may have the same process ID, and a killed process keeps its ID until
  // it is reaped: PostgreSQL would wait for it to end. PostgreSQL itself checks that none of its child processes is left.
  rmSync(pidFile, { force: true });
  return undefined;
}

async function start(
  { folder, account, binaries }: Cluster,
  settings: PostgresSettings,
): Promise<void> {
  const options = Object.entries({
    port: String(await freePort()),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    ...logSettings,
    ...settings,
  }).map(([name, value]) => `-c ${name}=${quoted(value)}`);
  boundLog(join(folder, logFile), account);
  // pg_ctl starts PostgreSQL through a shell without quoting the folder's name, so the folder is passed in PGDATA and quoted in
  // the options.
  const args = [
    'start',
    '-w',
    '-s',
    '-l',
    logFile,
    '-o',
    `-D ${quoted(folder)} ${options.join(' ')}`,
  ];
  await run(binaries.pg_ctl, args, account, folder).catch((error) => {
    throw new Error(`PostgreSQL does not start: see ${join(folder, logFile)}`, {
      cause: error,
    });
  });
}

/** Quotes a word for a shell. */
const quoted = (word: string) => `'${word.replaceAll("'", "'\\''")}'`;

async function stop(cluster: Cluster): Promise<void> {
  const { binaries, folder, account } = cluster;
  const end = (mode: string) =>
    run(binaries.pg_ctl, ['stop', '-w', '-s', '-t', stopTime, '-m', mode, '-D', folder], account);
  // Something else may have stopped it.
  if ((await runningPort(cluster)) === undefined) return;
  // An immediate shutdown loses nothing that was committed.
  await end('fast').catch(
    async () => (await runningPort(cluster)) !== undefined && end('immediate'),
  );
}

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
  const stopBounding = keepLogBounded(join(cluster.folder, logFile), cluster.account);
  void lost.then(stopBounding);
  return {
    url,
    lost,
    async stop() {
      // The lock is held until PostgreSQL has ended: a server that starts meanwhile must not use a PostgreSQL that is stopping.
      await stop(cluster);
      await client.end();
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(address && typeof address === 'object' ? address.port : 0));
    });
  });
}
