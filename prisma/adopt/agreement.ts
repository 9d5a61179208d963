import { createInterface } from 'node:readline/promises';
import { AdoptFailure } from './failure.js';
import { uncommitted } from './uncommitted.js';

/**
 * Asks before any of `paths` that is not committed is replaced. Returns whether Git has all of them. Throws AdoptFailure where the
 * answer is no, and where there is no terminal to ask in.
 */
export async function agree(
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
    .question(`${what}, and will be overwritten. Go on? [y/N] `, { signal })
    .finally(() => terminal.close());
  if (!/^y(es)?$/i.test(answer.trim())) throw new AdoptFailure('nothing was agreed to');
  return true;
}
