import { type ChildProcess, spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { inject, onTestFinished } from 'vitest';
import type { Response } from './server.js';

/** The checkout, which is the working directory of programs by default. */
export const checkout = fileURLToPath(new URL('../..', import.meta.url));

/** The timeout of everything here, in milliseconds. A start takes a tenth of it on an idle machine. */
const timeout = 30_000;

/** The exit code and the output of a program, without the last line break. */
export interface Ended {
  /** Its exit code, or the signal that killed it. */
  readonly code: number | string;
  readonly stdout: string;
  readonly stderr: string;
}

/** A program that has been started. */
export interface Program {
  readonly child: ChildProcess;
  /** The URL in its ready line. Rejects with the output if the program ends without one. */
  readonly ready: Promise<string>;
  readonly ended: Promise<Ended>;
  /** Sends a signal and waits for the end. */
  stop(signal: NodeJS.Signals): Promise<Ended>;
}

/** The working directory and the user of a program. */
export interface ProgramOptions {
  readonly args?: readonly string[];
  readonly cwd?: string;
  readonly uid?: number;
  readonly gid?: number;
  /** Whether to start a process group, which a terminal would signal: the program and its child processes. */
  readonly detached?: boolean;
}

/** Node's arguments: the compiled program, or in another folder than the checkout the source in that folder. */
function program(script: string, cwd: string | undefined): string[] {
  const programs = cwd === undefined ? inject('programs') : undefined;
  if (programs === undefined) return ['--import', 'tsx', script];
  return [join(programs, script.replace(/\.ts$/, '.js'))];
}

/** Starts `script` of the checkout with `settings` as its only settings. Killed after the test. */
export function startProgram(
  script: string,
  settings: Readonly<Record<string, string>>,
  options: ProgramOptions = {},
): Program {
  const { args = [], ...where } = options;
  const child = spawn(process.execPath, [...program(script, where.cwd), ...args], {
    cwd: checkout,
    ...where,
    // Most tests expect no output but warnings, and must not fail because a busy machine delays the event loop.
    env: {
      PATH: process.env.PATH,
      LOG_LEVEL: 'warn',
      LIMIT_EVENT_LOOP_DELAY: '60000',
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const printed = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => {
    printed.stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    printed.stderr += chunk;
  });
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) =>
      resolve({
        code: signal ?? code ?? '',
        stdout: printed.stdout.trimEnd(),
        stderr: printed.stderr.trimEnd(),
      }),
    );
  });
  const ready = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', () => {
      const [, url] = /(http:\S+)\n/.exec(printed.stdout) ?? [];
      if (url) resolve(url);
    });
    ended.then((end) => reject(new Error(`${script} ended: ${JSON.stringify(end)}`)), reject);
  });
  // A test that waits for `ended` alone leaves this rejection unhandled.
  ready.catch(() => {});
  const output = () => `${script}, which had printed ${JSON.stringify(printed)}`;
  return {
    child,
    get ready() {
      return bounded(ready, output);
    },
    get ended() {
      return bounded(ended, output);
    },
    stop(signal) {
      child.kill(signal);
      return this.ended;
    },
  };
}

/** Starts the server on any free port. */
export function startServer(
  settings: Readonly<Record<string, string>>,
  options?: ProgramOptions,
): Program {
  return startProgram('src/server/main.ts', { PORT: '0', ...settings }, options);
}

/** A new folder, not there any more after the test, nor anything that runs on it. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bothends start '));
  // As folders are where people work: PostgreSQL, which root runs as somebody else, can reach what is inside.
  chmodSync(folder, 0o755);
  onTestFinished(() => removeFolder(folder));
  return folder;
}

/** Removes a folder, and kills first what still runs on it. */
export async function removeFolder(folder: string): Promise<void> {
  for (const pid of processesOn(folder)) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended meanwhile.
    }
  }
  await until(() => processesOn(folder).length === 0, 'the end of what was killed');
  rmSync(folder, { recursive: true, force: true });
}

/** Every process that names `folder` when it is started or works inside of it. The dead that nobody has buried do neither. */
export function processesOn(folder: string): number[] {
  if (!existsSync('/proc'))
    return [postmaster(folder)?.pid ?? 0].filter((pid) => pid !== 0 && isAlive(pid));
  const real = existsSync(folder) ? realpathSync(folder) : folder;
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return (
          readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(real) ||
          readlinkSync(`/proc/${pid}/cwd`).startsWith(real)
        );
      } catch {
        // It has just ended, or is not ours to look into.
        return false;
      }
    })
    .map(Number);
}

/** What the PostgreSQL in `dataDir` says of itself while it runs, else undefined. */
export function postmaster(
  dataDir: string,
): { readonly pid: number; readonly url: string } | undefined {
  const read = (name: string) => readFileSync(join(dataDir, 'postgresql', name), 'utf8');
  if (!existsSync(join(dataDir, 'postgresql', 'postmaster.pid'))) return undefined;
  const [pid, , , port] = read('postmaster.pid').split('\n');
  return {
    pid: Number(pid),
    url: `postgres://postgres:${read('bothends.password')}@127.0.0.1:${port}/postgres`,
  };
}

/** Whether a process runs. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Sends an operation that must succeed. */
export async function ask<Data>(url: string, query: string): Promise<Data> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
    signal: AbortSignal.timeout(timeout),
  });
  // The endpoint answers nothing else; the test knows what it selects.
  const { data, errors } = (await response.json()) as Response<Data>;
  if (errors || !data) throw new Error(JSON.stringify(errors));
  return data;
}

/** Waits until something holds. */
export async function until(holds: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (const end = Date.now() + timeout; !(await holds()); await sleep(10)) {
    if (Date.now() > end) throw new Error(`timed out waiting for ${what}`);
  }
}

async function bounded<Result>(promise: Promise<Result>, what: () => string): Promise<Result> {
  const settled = new AbortController();
  const timedOut = sleep(timeout, undefined, { signal: settled.signal }).then(() => {
    throw new Error(`timed out waiting for ${what()}`);
  });
  try {
    return await Promise.race([promise, timedOut]);
  } finally {
    timedOut.catch(() => {});
    settled.abort();
  }
}
