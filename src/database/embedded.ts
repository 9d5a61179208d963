import { randomBytes } from 'node:crypto';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { type Account, canReach, give, postgresAccount } from './postgres-account.js';
import { type Binaries, postgresBinaries, rootHome, run } from './postgres-binaries.js';

/** A running PostgreSQL that belongs to this process alone. */
export interface EmbeddedPostgres {
  /** Connects to its database. */
  readonly url: string;
  /** Stops PostgreSQL, after which none of its processes is left. */
  stop(): Promise<void>;
}

/** Settings of PostgreSQL itself, as in `postgresql.conf`. */
export type PostgresSettings = Readonly<Record<string, string>>;

interface Cluster {
  readonly folder: string;
  readonly password: string;
  readonly account: Account | undefined;
  readonly binaries: Binaries;
}

/** Any number will do, so long as every server takes the same one. */
const ownerLock = 4_000_117;
const startAttempts = 5;

/**
 * Starts the PostgreSQL kept in `dataDir`, initialising it the first time. One that still runs there because its
 * server was killed is adopted. Throws where another live server holds the folder, and where PostgreSQL will not start.
 */
export async function startEmbedded(dataDir: string, settings: PostgresSettings = {}): Promise<EmbeddedPostgres> {
  const home = openHome(resolve(dataDir));
  const account = postgresAccount(home);
  give(home, account);
  const binaries = await postgresBinaries(account);
  const cluster = { account, binaries, ...(await openCluster(home, account, binaries)) };

  for (let attempt = 1; ; attempt++) {
    const port = runningPort(cluster);
    try {
      if (port === undefined) await start(cluster, settings);
      else return await own(cluster, `postgres://postgres:${cluster.password}@127.0.0.1:${port}/postgres`, dataDir);
    } catch (error) {
      // Starting up, shutting down, the port just taken or another server quicker than we: all of it passes.
      if (error instanceof FolderInUse || attempt === startAttempts) throw error;
      await sleep(200 * attempt);
    }
  }
}

/** Another live server holds the folder. */
class FolderInUse extends Error {}

/** The folder to use for `dataDir`: itself, or, where root keeps it out of everybody's reach, one that it then links to. */
function openHome(dataDir: string): string {
  const isNew = lstatSync(dataDir, { throwIfNoEntry: false }) === undefined;
  if (isNew && !canReach(dataDir, postgresAccount(dataDir))) {
    mkdirSync(rootHome, { recursive: true, mode: 0o755 });
    symlinkSync(mkdtempSync(join(rootHome, 'data-')), dataDir);
  }
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  return realpathSync(dataDir);
}

/** Initialises the cluster below `home` unless it is there. It appears there whole or not at all. */
async function openCluster(home: string, account: Account | undefined, binaries: Binaries) {
  const folder = join(home, 'postgresql');
  const passwordOf = (cluster: string) => join(cluster, 'bothends.password');
  if (!existsSync(folder)) {
    const partial = mkdtempSync(join(home, 'initialising-'));
    give(partial, account);
    const passwordFile = join(home, `.password-${process.pid}`);
    writeFileSync(passwordFile, randomBytes(24).toString('hex'), { mode: 0o600 });
    give(passwordFile, account);
    const locale = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];
    const access = ['--username=postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
    await run(binaries.initdb, [`--pgdata=${partial}`, ...locale, ...access], account);
    renameSync(passwordFile, passwordOf(partial));
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

/** The port of the PostgreSQL that runs on this cluster, from the file that it keeps there while it does. */
function runningPort({ folder }: Cluster): number | undefined {
  const pidFile = join(folder, 'postmaster.pid');
  if (!existsSync(pidFile)) return undefined;
  const [pid, , , port] = readFileSync(pidFile, 'utf8').split('\n');
  try {
    process.kill(Number(pid), 0);
    return Number(port);
  } catch (error) {
    // It lives, but is not ours to signal.
    if (error instanceof Error && 'code' in error && error.code === 'EPERM') return Number(port);
    return undefined;
  }
}

async function start({ folder, account, binaries }: Cluster, settings: PostgresSettings): Promise<void> {
  const options = Object.entries({
    port: await freePort(),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    ...settings,
  }).map(([name, value]) => `-c ${name}='${value}'`);
  // pg_ctl makes PostgreSQL a session of its own, so a Ctrl-C in the terminal reaches the server and not the database beneath it.
  await run(
    binaries.pg_ctl,
    ['start', '-w', '-s', '-D', folder, '-l', join(folder, 'server.log'), '-o', options.join(' ')],
    account,
  );
}

/** Makes this process the cluster's only owner for as long as it lives: the lock goes with its connection. */
async function own({ folder, account, binaries }: Cluster, url: string, dataDir: string): Promise<EmbeddedPostgres> {
  const client = new pg.Client({ connectionString: url });
  // Lost only when PostgreSQL itself goes away, which every other connection will report.
  client.on('error', () => {});
  await client.connect();
  const { rows } = await client.query('SELECT pg_try_advisory_lock($1) AS owned', [ownerLock]);
  if (!rows[0].owned) {
    await client.end();
    throw new FolderInUse(
      `DATA_DIR is ${JSON.stringify(dataDir)}, which another running server uses; it may be any folder of its own`,
    );
  }
  return {
    url,
    async stop() {
      await client.end();
      await run(binaries.pg_ctl, ['stop', '-w', '-s', '-m', 'fast', '-D', folder], account);
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
