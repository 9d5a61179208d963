import { existsSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { AdoptFailure } from './failure.js';
import { isAlive } from './process-alive.js';

/** The embedded database in a data folder; undefined if there is none. Throws AdoptFailure if it is in use. */
export function oldDatabase(dataDir: string): string | undefined {
  const folder = join(dataDir, 'postgresql');
  if (!existsSync(folder)) return undefined;
  const pidFile = join(folder, 'postmaster.pid');
  const pid = existsSync(pidFile) ? Number(readFileSync(pidFile, 'utf8').split('\n')[0]) : 0;
  if (pid > 0 && isAlive(pid))
    throw new AdoptFailure(`the database in ${dataDir} is in use: stop the server first`);
  return folder;
}

/** Renames the folder of a database, so that the next start creates a new one. Returns the new name. */
export function moveDatabase(folder: string, timestamp: string): string {
  const moved = `${folder}-until-${timestamp}`;
  renameSync(folder, moved);
  return moved;
}
