import { existsSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { AdoptFailure } from './failure.js';
import { isAlive } from './process-alive.js';

/** The database of the sample in a data folder; undefined if there is none. Throws AdoptFailure where it is in use. */
export function oldDatabase(dataDir: string): string | undefined {
  const folder = join(dataDir, 'postgresql');
  if (!existsSync(folder)) return undefined;
  const pidFile = join(folder, 'postmaster.pid');
  const pid = existsSync(pidFile) ? Number(readFileSync(pidFile, 'utf8').split('\n')[0]) : 0;
  if (pid > 0 && isAlive(pid))
    throw new AdoptFailure(`the database in ${dataDir} is in use: stop the server first`);
  return folder;
}

/** Moves a database out of the way, so that the next start makes a new one. Returns where it is now. */
export function setAside(folder: string, timestamp: string): string {
  const aside = `${folder}-until-${timestamp}`;
  renameSync(folder, aside);
  return aside;
}
