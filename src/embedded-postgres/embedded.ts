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
import { type Account, give, openHome } from './account.js';
import { type Binaries, commandLine, isAlive, postgresBinaries, run } from './binaries.js';
import { boundLog, keepLogBounded, logSettings } from './server-log.js';

/** A running PostgreSQL that belongs to this process alone. */
export interface EmbeddedPostgres {
  /** Connects to its database. */
  readonly url: string;
  /** Resolves when it is gone, or at least has let go of this process, whoever ended it. */
  readonly lost: Promise<void>;
  /** Stops PostgreSQL, after which none of its processes is left. */
  stop(): Promise<void>;
}

/** Settings of PostgreSQL itself, as in `postgresql.conf`. Any free port is taken unless one is given. */
export type PostgresSettings = Readonly<Record<string, string>>;

interface Cluster {
  readonly folder: string;
  readonly password: string;
  readonly account: Account | undefined;
  readonly binaries: Binaries;
}

/** Any number will do, so long as every server takes the same one. */
const ownerLock = 4_000_117;
/** How often to try what fails, and what may be busy with starting up or shutting down; that is some 3 and 20 seconds. */
const attempts = { unexpected: 3, unreachable: 14 };

/** Where PostgreSQL logs, in the folder of its cluster. */
const logFile = 'server.log';

/** How long PostgreSQL may take to end in good order, in seconds. */
const stopTime = '8';

/**
 * Starts the PostgreSQL kept in `dataDir`, initialising it the first time. One that still runs there because its
 * server was killed is adopted. Throws where another live server holds the folder, and where PostgreSQL will not start,
 * tried as often as `unexpected` says.
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
      // Starting up, shutting down, the port just taken or another server quicker than we: all of it passes.
      if (attempt >= (failureOf(error) === 'unreachable' ? attempts.unreachable : unexpected)) {
        if (started) await stop(cluster);
        throw error;
      }
      await sleep(200 * attempt);
    }
  }
}

/** Another live server holds the folder. */
class FolderInUse extends Error {}

/** Initialises the cluster below `home` unless it is there. It appears there whole or not at all. */
async function openCluster(home: string, account: Account | undefined, binaries: Binaries) {
  const folder = join(home, 'postgresql');
  const passwordOf = (cluster: string) => join(cluster, 'bothends.password');
  if (!existsSync(folder)) {
    removeLeftovers(home);
    const partial = mkdtempSync(join(home, `initialising-${process.pid}-`));
    give(partial, account);
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
      give(passwordFile, account);
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
      // Another server that started at the same moment was first: its cluster is as good as ours.
      if (!existsSync(folder)) throw error;
    }
  }
  return { folder, password: readFileSync(passwordOf(folder), 'utf8') };
}

/** Removes what a server that was killed while it initialised a cluster has left below `home`. */
function removeLeftovers(home: string): void {
  for (const name of readdirSync(home)) {
    const [, pid] = /^(?:initialising-|\.password-)(\d+)(?:-|$)/.exec(name) ?? [];
    // Not what another server is busy with at this moment.
    if (pid === undefined || (Number(pid) !== process.pid && isAlive(Number(pid)))) continue;
    rmSync(join(home, name), { recursive: true, force: true, maxRetries: 3 });
  }
}

/** The port of the PostgreSQL that runs on this cluster, from the file that it keeps there while it does. */
async function runningPort({ folder }: Cluster): Promise<number | undefined> {
  const pidFile = join(folder, 'postmaster.pid');
  if (!existsSync(pidFile)) return undefined;
  const [pid, , , port] = readFileSync(pidFile, 'utf8').split('\n');
  const process = await commandLine(Number(pid));
  if (process === undefined || process.includes(` -D ${folder} `)) return Number(port);
  // After a reboot or in a new container its number can be another program's, and one that was killed keeps its number until
  // it is buried: PostgreSQL would wait for their ends. That none of its children lives, it finds out by other means too.
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
  // pg_ctl makes PostgreSQL a session of its own, so a Ctrl-C in the terminal reaches the server and not the database beneath it.
  // It starts it by a shell, in which it quotes nothing of a folder's name: so it hears of the folder by other ways.
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
    throw new Error(`PostgreSQL does not start, and ${join(folder, logFile)} says why`, {
      cause: error,
    });
  });
}

/** A word as a shell takes it literally. */
const quoted = (word: string) => `'${word.replaceAll("'", "'\\''")}'`;

async function stop(cluster: Cluster): Promise<void> {
  const { binaries, folder, account } = cluster;
  const end = (mode: string) =>
    run(binaries.pg_ctl, ['stop', '-w', '-s', '-t', stopTime, '-m', mode, '-D', folder], account);
  // Somebody else may have stopped it.
  if ((await runningPort(cluster)) === undefined) return;
  // One that cannot end in good order ends all the same: nothing that was committed is lost by it.
  await end('fast').catch(
    async () => (await runningPort(cluster)) !== undefined && end('immediate'),
  );
}

/** Makes this process the cluster's only owner for as long as it lives: the lock goes with its connection. */
async function own(cluster: Cluster, url: string, dataDir: string): Promise<EmbeddedPostgres> {
  const client = new pg.Client({ connectionString: url });
  // Lost only when PostgreSQL itself goes away, which every other connection will report.
  client.on('error', () => {});
  const lost = new Promise<void>((ended) => client.once('end', ended));
  await client.connect();
  const { rows } = await client.query('SELECT pg_try_advisory_lock($1) AS owned', [ownerLock]);
  if (!rows[0].owned) {
    await client.end();
    throw new FolderInUse(
      `DATA_DIR is ${JSON.stringify(dataDir)}, which another running server uses; it may be any folder of its own`,
    );
  }
  const endBounding = keepLogBounded(join(cluster.folder, logFile), cluster.account);
  void lost.then(endBounding);
  return {
    url,
    lost,
    async stop() {
      // The lock is held until PostgreSQL is gone, or a server that starts just then would adopt it and lose it.
      await stop(cluster);
      await client.end();
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const server = createServer();
    server.once('error', failed);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => found(address && typeof address === 'object' ? address.port : 0));
    });
  });
}
