import { spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { until } from './process.js';

/** Where Debian's package installs it, which is only in root's PATH. */
const program = '/usr/sbin/pgbouncer';

/** Whether PgBouncer is installed: `apt-get install pgbouncer`. */
export const hasPgBouncer = existsSync(program);

/** Starts PgBouncer for the database at `url` and returns the URL to connect through it. Stopped after the test. */
export async function startPgBouncer(
  url: string,
  settings: Readonly<Record<string, string>>,
): Promise<string> {
  const { hostname, port, username, password, pathname } = new URL(url);
  const folder = mkdtempSync(join(tmpdir(), 'bothends-pgbouncer-'));
  const listenPort = await freePort();
  const users = join(folder, 'users.txt');
  writeFileSync(users, `"${username}" "${password}"\n`);
  const lines = {
    listen_addr: '127.0.0.1',
    listen_port: listenPort,
    unix_socket_dir: '',
    auth_type: 'plain',
    auth_file: users,
    logfile: join(folder, 'log'),
    ...settings,
  };
  const file = join(folder, 'pgbouncer.ini');
  const settingLines = Object.entries(lines).map(([name, value]) => `${name} = ${value}`);
  writeFileSync(
    file,
    `[databases]\n* = host=${hostname} port=${port} password=${password}\n[pgbouncer]\n${settingLines.join('\n')}\n`,
  );
  // PgBouncer refuses to run as root.
  const nobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
  if (nobody.uid) for (const path of [folder, users, file]) chownSync(path, nobody.uid, nobody.gid);
  const child = spawn(program, [file], { ...nobody, cwd: '/', stdio: 'ignore' });
  const ended = new Promise((end) => child.once('close', end));
  onTestFinished(async () => {
    child.kill('SIGTERM');
    child.kill('SIGKILL');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  });
  await until(() => accepts(listenPort), 'PgBouncer').catch((error: Error) => {
    throw new Error(`${error.message}: ${readFileSync(join(folder, 'log'), 'utf8')}`);
  });
  return `postgres://${username}:${password}@127.0.0.1:${listenPort}${pathname}`;
}

function accepts(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(port, '127.0.0.1', () => done(true));
    socket.once('connect', () => socket.destroy());
    socket.once('error', () => done(false));
  });
}

function freePort(): Promise<number> {
  return new Promise((found) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => found(typeof address === 'object' ? (address?.port ?? 0) : 0));
    });
  });
}
