import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmdirSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** A user and a group of the operating system, by number. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/**
 * Whom the embedded PostgreSQL runs as. PostgreSQL refuses to run as root, so root lends it another account: the first
 * that already owns one of `folders`, else `postgres`, else `nobody`. Returns undefined for an ordinary user, who runs it as himself.
 * Throws where root finds no such account.
 */
function postgresAccount(...folders: readonly string[]): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const folder of folders) {
    const { uid, gid } = statSync(folder, { throwIfNoEntry: false }) ?? { uid: 0, gid: 0 };
    if (uid !== 0) return { uid, gid };
  }
  const passwd = readFileSync('/etc/passwd', 'utf8').split('\n');
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] = passwd.find((line) => line.startsWith(`${name}:`))?.split(':') ?? [];
    if (uid && gid) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new Error(
    'PostgreSQL cannot run as root, and there is neither a user "postgres" nor a user "nobody"',
  );
}

/** Gives `path` to `account`; without an account it stays whose it is. */
export function give(path: string, account: Account | undefined): void {
  if (account) chownSync(path, account.uid, account.gid);
}

/**
 * Whether `account` can enter every folder above `path` (which itself need not exist yet), judged by the mode bits alone.
 * A folder below `/root` is the usual one that it cannot.
 */
export function canReach(path: string, account: Account | undefined): boolean {
  if (!account) return true;
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    if (existsSync(folder)) {
      const { mode, uid, gid } = statSync(folder);
      const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
      if ((mode & bit) === 0) return false;
    }
    if (folder === dirname(folder)) return true;
  }
}

/** Where root keeps what an account without access to the checkout must reach. */
const rootHome = '/var/lib/bothends';

/** Makes the folder where root keeps what another account must reach, unless it is there, and returns it. */
export function openRootHome(): string {
  mkdirSync(rootHome, { recursive: true });
  // Whatever root's umask is.
  chmodSync(rootHome, 0o755);
  return rootHome;
}

/**
 * Opens the folder `dataDir`, making it unless it is there, and finds the account that PostgreSQL runs as in it. Where
 * root keeps everybody out of the folder above, it becomes a link to one that the account can reach. Throws where
 * the account cannot reach a folder that is there.
 */
export function openHome(dataDir: string): {
  readonly home: string;
  readonly account: Account | undefined;
} {
  makeHome(dataDir);
  const home = realpathSync(dataDir);
  const account = postgresAccount(join(home, 'postgresql'), home);
  // An empty folder becomes PostgreSQL's own; one with something else in it stays whose it is.
  if (readdirSync(home).length === 0) give(home, account);
  if (!canReach(join(home, 'postgresql'), account)) {
    throw new Error(
      `DATA_DIR is ${JSON.stringify(dataDir)}, which PostgreSQL, as it must not run as root, cannot enter; it may be a folder that is not there yet`,
    );
  }
  return { home, account };
}

function makeHome(dataDir: string): void {
  const found = lstatSync(dataDir, { throwIfNoEntry: false });
  if (!found) {
    mkdirSync(dirname(dataDir), { recursive: true });
    if (canReach(dataDir, postgresAccount())) mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    else linkHome(dataDir);
  } else if (found.isSymbolicLink()) {
    // What it links to may have been removed, to begin anew.
    mkdirSync(resolve(dirname(dataDir), readlinkSync(dataDir)), { recursive: true, mode: 0o700 });
  }
}

function linkHome(dataDir: string): void {
  const home = mkdtempSync(join(openRootHome(), 'data-'));
  try {
    symlinkSync(home, dataDir);
  } catch (error) {
    rmdirSync(home);
    // Another server that started at the same moment was first.
    if (!existsSync(dataDir)) throw error;
  }
}
