import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** The Node 22 that every server runs on, from the npm package `node`. */
export const node22 = fileURLToPath(
  new URL(
    `node_modules/node/bin/node${process.platform === 'win32' ? '.exe' : ''}`,
    import.meta.url,
  ),
);

/** A command, and where and how it is run. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  /** The working directory. */
  readonly folder: string;
  /** What is added to this process's own environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** Whether it leads a process group of its own, to which `stop` sends its signal. */
  readonly group?: boolean;
}

/** A process that serves. */
export interface ServerProcess {
  readonly pid: number;
  /** What it printed as its URL. */
  readonly url: string;
  /** Interrupts it as Ctrl-C does, and waits for its end. Where it takes longer than 15 seconds, kills it and throws. */
  stop(): Promise<void>;
}

const startTime = 60_000;
const stopTime = 15_000;

/** Runs a command to its end. Throws with what it printed where it fails. */
export async function runToEnd(command: Command): Promise<void> {
  const { child, output } = launch(command);
  const [code] = await once(child, 'close');
  if (code !== 0)
    throw new Error(
      `${command.program} ${command.args.join(' ')} ended with ${code}:\n${output()}`,
    );
}

/**
 * Starts a server and waits until it has printed its URL. Throws with what it printed where it ends before, or takes
 * longer than a minute. `onStarted` is given the way to end it as soon as it exists.
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
    // The end is what tells of a failure.
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
  const late = await Promise.race([ended.then(() => false), sleep(stopTime, true, { ref: false })]);
  if (!late) return;
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
    // It has ended meanwhile, which is what was wanted.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
