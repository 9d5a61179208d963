import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AdoptFailure } from './failure.js';
import { isAlive } from './process-alive.js';
import { stageFolder, undo } from './replacement.js';

/**
 * Runs `work`, which no other process may do in the checkout `root` at the same time. First undoes the incomplete changes of a
 * killed run, and at the end those of this one, unless they were kept.
 */
export async function singleRun(root: string, work: () => Promise<void>): Promise<void> {
  const owner = join(root, stageFolder, 'pid');
  if (existsSync(owner) && isAlive(Number(readFileSync(owner, 'utf8'))))
    throw new AdoptFailure('another "npm run adopt" is running here: wait until it ends');
  if (undo(root))
    console.info('An earlier "npm run adopt" was interrupted. Its changes were undone.');
  mkdirSync(join(root, stageFolder));
  writeFileSync(owner, String(process.pid));
  try {
    await work();
  } finally {
    undo(root);
  }
}
