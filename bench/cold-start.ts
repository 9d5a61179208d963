import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { node22, startServer } from './node-process.js';
import type { Progress } from './progress.js';
import { median } from './statistics.js';
import type { Stops } from './stops.js';

/** How long `npm start` takes until the first answer, in seconds. */
export interface ColdStart {
  /** With a new folder, where the database is made and filled. */
  readonly first: number;
  /** With the data of the time before, again and again. */
  readonly again: readonly number[];
  readonly median: number;
}

const root = fileURLToPath(new URL('..', import.meta.url));

/** Starts this repository's server as its README says, `times` times on existing data. It leaves nothing running. */
export async function measureColdStart(
  folder: string,
  times: number,
  stops: Stops,
  progress: Progress,
): Promise<ColdStart> {
  const dataDir = join(folder, 'cold-start');
  progress.share(0, 'cold start: for the first time');
  const first = await startOnce(dataDir, stops);
  const again: number[] = [];
  for (let time = 0; time < times; time++) {
    progress.share((time + 1) / (times + 1), 'cold start: on existing data');
    again.push(await startOnce(dataDir, stops));
  }
  return { first, again, median: median(again) };
}

async function startOnce(dataDir: string, stops: Stops): Promise<number> {
  const began = performance.now();
  let end: (() => Promise<void>) | undefined;
  try {
    const { url } = await startServer(
      {
        program: 'npm',
        args: ['start'],
        folder: root,
        environment: {
          // npm takes the Node that it finds first.
          PATH: `${dirname(node22)}:${process.env.PATH}`,
          // An empty setting counts as none, also where a .env file has one.
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
      body: '{"query":"{ articles(first: 1) { nodes { headline } } }"}',
    });
    const answer = await response.text();
    const seconds = (performance.now() - began) / 1000;
    if (!answer.startsWith('{"data":{"articles":')) throw new Error(`npm start answers ${answer}`);
    return seconds;
  } finally {
    await end?.();
    await postgresEnded(join(dataDir, 'postgresql', 'postmaster.pid'));
  }
}

/** npm ends before the server that it runs does, and that one before the last process of its PostgreSQL. */
async function postgresEnded(pidFile: string): Promise<void> {
  for (let waited = 0; existsSync(pidFile); waited += 50) {
    if (waited > 15_000)
      throw new Error(
        `PostgreSQL (process ${readFileSync(pidFile, 'utf8').split('\n')[0]}) lives on after npm start has ended`,
      );
    await sleep(50);
  }
}
