import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

/**
 * Runs Node with `args` in a process group of its own, so that a signal kills all of them: `prisma generate` starts further
 * processes, which write to the folder too. Resolves when all of them have ended.
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
    // Without an ID, it was not started.
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
