import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

/**
 * Runs Node with `args` in a process group of its own, which a signal kills whole: `prisma generate` starts processes that start
 * others, and all of them write to the folder. Resolves when all of them have ended.
 */
export async function runGroup(
  args: readonly string[],
  cwd: string,
  signal: AbortSignal,
): Promise<{ readonly status: number | null; readonly stderr: string }> {
  const child = spawn(process.execPath, args, {
    cwd,
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const kill = () => {
    // Without an ID, it was never started.
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  };
  signal.addEventListener('abort', kill);
  try {
    const ended = new Promise<number | null>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', resolve);
    });
    // Every process of the group has it open.
    const stderr = await text(child.stderr);
    return { status: await ended, stderr };
  } finally {
    signal.removeEventListener('abort', kill);
  }
}
