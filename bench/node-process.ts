import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** Node 22 from the npm package `node`, which runs every server. */
export const node22 = fileURLToPath(
  new URL(
    `node_modules/node/bin/node${process.platform === 'win32' ? '.exe' : ''}`,
    import.meta.url,
  ),
);

/** A command, with its working directory and environment. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  /** The working directory. */
  readonly folder: string;
  /** Additions to the environment of this process. */
  readonly environment: Readonly<Record<string, string>>;
  /** Whether it leads a new process group, to which `stop` sends its signal. */
  readonly group?: boolean;
}

/** A running server. */
export interface ServerProcess {
  readonly pid: number;
  /** The URL that it printed. */
  readonly url: string;
  /** Sends SIGINT and waits for the end. After 15 seconds, kills the process and throws. */
  stop(): Promise<void>;
}

const startTime = 60_000;
const stopTime = 15_000;

/** Runs a command to its end. Throws with its output if it fails. */
export async function runToEnd(command: Command): Promise<void> {
  const { child, output } = launch(command);
  const [code] = await once(child, 'close');
  if (code !== 0)
    throw new Error(
      `${command.program} ${command.args.join(' ')} ended with ${code}:\n${output()}`,
    );
}

/**
 * Starts a server and waits until it has printed its URL. Throws with its output if it ends before or takes longer than a
 * minute. `onStarted` gets the function that stops it as soon as the process exists.
 */
export async function startServer(
  command: Command,
  onStarted: (stop: () => Promise<void>) => void,
): Promise<ServerProcess> {
  const { child, output } = launch(command);
  const ended = new Promise<void>((end) => child.once('close', () => end()));
  const stop = () => interrupt(child, ended, command.group === true);
  onStarted(stop);
  const deadline = performance.now() + startTime;
  for (;;) {
    const [url] = /http:\/\/\S+/.exec(output()) ?? [];
    if (url && child.pid) return { pid: child.pid, url, stop };
    if (child.exitCode !== null || performance.now() > deadline) {
      throw new Error(`${command.args.join(' ')} did not start:\n${output()}`);
    }
    await sleep(5);
  }
}

function launch({ program, args, folder, environment, group = false }: Command) {
  const child = spawn(program, args, {
    cwd: folder,
    env: { ...process.env, ...environment },
    detached: group,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const keep = (chunk: Buffer) => {
    // The cause of a failure is at the end of the output.
    output = (output + chunk).slice(-10_000);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  child.on('error', (error) => keep(Buffer.from(error.message)));
  return { child, output: () => output };
}

async function interrupt(child: ChildProcess, ended: Promise<void>, group: boolean): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  signal(group ? -child.pid : child.pid, 'SIGINT');
  const timedOut = await Promise.race([
    ended.then(() => false),
    sleep(stopTime, true, { ref: false }),
  ]);
  if (!timedOut) return;
  signal(group ? -child.pid : child.pid, 'SIGKILL');
  await ended;
  throw new Error(
    `process ${child.pid} did not end within ${stopTime / 1000} seconds, and was killed`,
  );
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    // The process has already ended.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
