import { chownSync, existsSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** A user and a group of the operating system, by number. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/**
 * Whom the embedded PostgreSQL runs as. PostgreSQL refuses to run as root, so root lends it another account: the one
 * that already owns `folder`, else `postgres`, else `nobody`. Returns undefined for an ordinary user, who runs it as himself.
 * Throws where root finds no such account.
 */
export function postgresAccount(folder: string): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  if (existsSync(folder)) {
    const { uid, gid } = statSync(folder);
    if (uid !== 0) return { uid, gid };
  }
  const passwd = readFileSync('/etc/passwd', 'utf8').split('\n');
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] = passwd.find((line) => line.startsWith(`${name}:`))?.split(':') ?? [];
    if (uid && gid) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new Error('PostgreSQL cannot run as root, and there is neither a user "postgres" nor a user "nobody"');
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
