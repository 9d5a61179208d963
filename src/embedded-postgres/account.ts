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
 * The account that the embedded PostgreSQL runs as. PostgreSQL refuses to run as root, so root runs it as another account: the
 * first that owns one of `folders`, else `postgres`, else `nobody`. Returns undefined if this process does not run as root.
 * Throws if there is no such account.
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
    'PostgreSQL cannot run as root, and there is no user "postgres" or "nobody" to run it as',
  );
}

/** Makes `account` the owner of `path`. Does nothing if `account` is undefined. */
export function changeOwner(path: string, account: Account | undefined): void {
  if (account) chownSync(path, account.uid, account.gid);
}

/**
 * Whether `account` can enter every folder above `path`, which need not exist yet, by the mode bits alone. A checkout below
 * `/root` is the usual case in which it cannot.
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

/** The folder for files that must be accessible to an account without access to the checkout. */
const sharedFolder = '/var/lib/bothends';

/** Creates that folder if it does not exist, and returns its path. */
export function openSharedFolder(): string {
  mkdirSync(sharedFolder, { recursive: true });
  // The mode of mkdir is subject to the umask.
  chmodSync(sharedFolder, 0o755);
  return sharedFolder;
}

/**
 * Opens the folder `dataDir`, creating it if it does not exist, and determines the account that PostgreSQL runs as. If that
 * account cannot enter the parent folder, `dataDir` becomes a symbolic link to a folder that it can enter. Throws if it cannot
 * enter an existing `dataDir`.
 */
export function openHome(dataDir: string): {
  readonly home: string;
  readonly account: Account | undefined;
} {
  makeHome(dataDir);
  const home = realpathSync(dataDir);
  const account = postgresAccount(join(home, 'postgresql'), home);
  // The owner of a folder with other files in it is not changed.
  if (readdirSync(home).length === 0) changeOwner(home, account);
  if (!canReach(join(home, 'postgresql'), account)) {
    throw new Error(
      `DATA_DIR ${JSON.stringify(dataDir)} is not accessible to the account that PostgreSQL runs as instead of root: use a folder that does not exist yet`,
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
    // The target of the link may have been removed in order to start with an empty database.
    mkdirSync(resolve(dirname(dataDir), readlinkSync(dataDir)), { recursive: true, mode: 0o700 });
  }
}

function linkHome(dataDir: string): void {
  const home = mkdtempSync(join(openSharedFolder(), 'data-'));
  try {
    symlinkSync(home, dataDir);
  } catch (error) {
    rmdirSync(home);
    // Another server may have created it at the same time.
    if (!existsSync(dataDir)) throw error;
  }
}
