import { spawnSync } from 'node:child_process';

/** Those of `paths` that have uncommitted changes; undefined if `root` is in no Git repository, or Git is not installed. */
export function uncommitted(root: string, paths: readonly string[]): string[] | undefined {
  const { status, stdout } = spawnSync(
    'git',
    ['status', '--porcelain', '-z', '--no-renames', '--untracked-files=all', '--', ...paths],
    { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
  );
  if (status !== 0) return undefined;
  return stdout
    .split('\0')
    .filter((entry) => entry !== '')
    .map((entry) => entry.slice(3));
}
