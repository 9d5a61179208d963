import { randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { type Account, changeOwner, openHome } from './account.js';
import { type Binaries, isAlive, postgresBinaries, run } from './binaries.js';

/** A cluster in PostgreSQL's sense: a folder with the data of one server. */
export interface Cluster {
  readonly folder: string;
  readonly password: string;
  readonly account: Account | undefined;
  readonly binaries: Binaries;
}

/** Opens the cluster in `dataDir`, an absolute path. Initialises it if it does not exist. */
export async function openCluster(dataDir: string): Promise<Cluster> {
  const { home, account } = openHome(dataDir);
  const binaries = await postgresBinaries(account);
  return { account, binaries, ...(await openFolder(home, account, binaries)) };
}

/** Initialises the cluster below `home` if it does not exist. It is renamed into place once it is complete. */
async function openFolder(home: string, account: Account | undefined, binaries: Binaries) {
  const folder = join(home, 'postgresql');
  const passwordOf = (cluster: string) => join(cluster, 'bothends.password');
  if (!existsSync(folder)) {
    removeLeftovers(home);
    const partial = mkdtempSync(join(home, `initialising-${process.pid}-`));
    changeOwner(partial, account);
    const passwordFile = join(home, `.password-${process.pid}`);
    const locale = [
      '--encoding=UTF8',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
    ];
    const access = ['--username=postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
    try {
      writeFileSync(passwordFile, randomBytes(24).toString('hex'), { mode: 0o600 });
      changeOwner(passwordFile, account);
      await run(binaries.initdb, [`--pgdata=${partial}`, ...locale, ...access], account);
      renameSync(passwordFile, passwordOf(partial));
    } catch (error) {
      for (const path of [partial, passwordFile]) rmSync(path, { recursive: true, force: true });
      throw error;
    }
    try {
      renameSync(partial, folder);
    } catch (error) {
      rmSync(partial, { recursive: true });
      // Another server may have initialised the same cluster at the same time.
      if (!existsSync(folder)) throw error;
    }
  }
  return { folder, password: readFileSync(passwordOf(folder), 'utf8') };
}

/** Removes the files of servers that were killed while they initialised a cluster below `home`. */
function removeLeftovers(home: string): void {
  for (const name of readdirSync(home)) {
    const [, pid] = /^(?:initialising-|\.password-)(\d+)(?:-|$)/.exec(name) ?? [];
    // Another server may be initialising one at the moment.
    if (pid === undefined || (Number(pid) !== process.pid && isAlive(Number(pid)))) continue;
    rmSync(join(home, name), { recursive: true, force: true, maxRetries: 3 });
  }
}
