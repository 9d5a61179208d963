import { existsSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { commandLine, run } from './binaries.js';
import type { Cluster } from './cluster.js';
import { boundLog, logSettings } from './server-log.js';

/** Settings of PostgreSQL, as in `postgresql.conf`. Without `port`, a free port is used. */
export type PostgresSettings = Readonly<Record<string, string>>;

/** The timeout for an orderly stop, in seconds. */
const stopTime = '8';

/** The path of the log of a cluster's PostgreSQL. */
export const logOf = ({ folder }: Cluster): string => join(folder, logFile);

const logFile = 'server.log';

/** The port of the PostgreSQL that runs on this cluster, from its `postmaster.pid`; undefined if none runs. */
export async function runningPort({ folder }: Cluster): Promise<number | undefined> {
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

/** Starts PostgreSQL on a cluster. Calls `onStarting` as soon as its process has been started, before it accepts connections. */
export async function startPostgres(
  cluster: Cluster,
  settings: PostgresSettings,
  onStarting?: () => void,
): Promise<void> {
  const { folder, account, binaries } = cluster;
  const options = Object.entries({
    port: String(await freePort()),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    ...logSettings,
    ...settings,
  }).map(([name, value]) => `-c ${name}=${quoted(value)}`);
  boundLog(logOf(cluster), account);
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
  const started = run(binaries.pg_ctl, args, account, folder);
  onStarting?.();
  await started.catch((error) => {
    throw new Error(`PostgreSQL does not start: see ${logOf(cluster)}`, {
      cause: error,
    });
  });
}

/** Quotes a word for a shell. */
const quoted = (word: string) => `'${word.replaceAll("'", "'\\''")}'`;

/** Stops the PostgreSQL of a cluster, and resolves when all of its processes have ended. */
export async function stopPostgres(cluster: Cluster): Promise<void> {
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
