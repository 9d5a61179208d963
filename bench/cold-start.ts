import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { node22, startServer } from './node-process.js';
import type { Progress } from './progress.js';
import { median } from './statistics.js';
import type { Stops } from './stops.js';

/** The time of `npm start` until the first response, in seconds. */
export interface ColdStart {
  /** With a new folder, in which the database is created and seeded. */
  readonly first: number;
  /** With existing data, once for each start. */
  readonly later: readonly number[];
  readonly median: number;
}

const root = fileURLToPath(new URL('..', import.meta.url));

/** Starts this repository's server with `npm start`, once on a new folder and `times` times on existing data. */
export async function measureColdStart(
  folder: string,
  times: number,
  stops: Stops,
  progress: Progress,
): Promise<ColdStart> {
  const dataDir = join(folder, 'cold-start');
  progress.share(0, 'cold start: on a new folder');
  const first = await startOnce(articlesServer, dataDir, stops);
  const later: number[] = [];
  for (let time = 0; time < times; time++) {
    progress.share((time + 1) / (times + 1), 'cold start: on existing data');
    later.push(await startOnce(articlesServer, dataDir, stops));
  }
  return { first, later, median: median(later) };
}

/** How a server is started, and what it is asked first. */
export interface StartedServer {
  /** The checkout that it is started in. */
  readonly folder: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly query: string;
  /** The beginning of its response. */
  readonly response: string;
}

const articlesServer: StartedServer = {
  folder: root,
  program: 'npm',
  args: ['start'],
  query: '{ articles(first: 1) { nodes { headline } } }',
  response: '{"data":{"articles":',
};

/** Starts a server with its database in `dataDir`, and returns the time until its first response, in seconds. Stops it again. */
export async function startOnce(
  { folder, program, args, query, response: expected }: StartedServer,
  dataDir: string,
  stops: Stops,
): Promise<number> {
  const began = performance.now();
  let end: (() => Promise<void>) | undefined;
  try {
    const { url } = await startServer(
      {
        program,
        args,
        folder,
        environment: {
          // npm runs the first Node in the PATH.
          PATH: `${dirname(node22)}:${process.env.PATH}`,
          // An empty variable counts as not set, and takes precedence over a .env file.
          DATABASE_URL: '',
          DATA_DIR: dataDir,
          NODE_ENV: '',
          AUTH: 'off',
          PORT: '0',
          HOST: '127.0.0.1',
        },
        group: true,
      },
      (stop) => {
        end = stops.add(stop);
      },
    );
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
    const body = await response.text();
    const seconds = (performance.now() - began) / 1000;
    if (!body.startsWith(expected))
      throw new Error(`${program} ${args.join(' ')} returned ${body}`);
    return seconds;
  } finally {
    await end?.();
    await postgresEnded(join(dataDir, 'postgresql', 'postmaster.pid'));
  }
}

/** Waits for the end of PostgreSQL: npm may end before the server, and the server before PostgreSQL. */
async function postgresEnded(pidFile: string): Promise<void> {
  for (let waited = 0; existsSync(pidFile); waited += 50) {
    if (waited > 15_000)
      throw new Error(
        `PostgreSQL (process ${readFileSync(pidFile, 'utf8').split('\n')[0]}) is still running after the end of npm start`,
      );
    await sleep(50);
  }
}
