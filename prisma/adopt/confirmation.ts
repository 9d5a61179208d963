import { createInterface } from 'node:readline/promises';
import { AdoptFailure } from './failure.js';
import { uncommitted } from './uncommitted.js';

/**
 * Asks for confirmation if any of `paths` has uncommitted changes. Returns whether the checkout is in a Git repository. Throws
 * AdoptFailure if the answer is no, or if there is no terminal.
 */
export async function confirmOverwrite(
  root: string,
  paths: readonly string[],
  force: boolean,
  signal: AbortSignal,
): Promise<boolean> {
  const changed = uncommitted(root, paths);
  if (changed === undefined) return false;
  if (changed.length === 0 || force) return true;
  const [first] = changed;
  const what =
    changed.length === 1
      ? `${first} is not committed`
      : `${first} and ${changed.length - 1} more are not committed`;
  if (!process.stdin.isTTY || !process.stdout.isTTY)
    throw new AdoptFailure(`${what}, and would be overwritten: commit first, or add --force`);
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal
    .question(`${what}, and will be overwritten. Continue? [y/N] `, { signal })
    .finally(() => terminal.close());
  if (!/^y(es)?$/i.test(answer.trim())) throw new AdoptFailure('not confirmed');
  return true;
}
