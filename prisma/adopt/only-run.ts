import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AdoptFailure } from './failure.js';
import { isAlive } from './process-alive.js';
import { stageFolder, undo } from './replacement.js';

/**
 * Runs `work` as the only run in the checkout `root`. First undoes what a killed run left half done, and at the end what this one
 * did not keep.
 */
export async function asOnlyRun(root: string, work: () => Promise<void>): Promise<void> {
  const owner = join(root, stageFolder, 'pid');
  if (existsSync(owner) && isAlive(Number(readFileSync(owner, 'utf8'))))
    throw new AdoptFailure('another "npm run adopt" is at work here: wait for its end');
  if (undo(root))
    console.info(
      'An earlier "npm run adopt" was interrupted. The files are as they were before it.',
    );
  mkdirSync(join(root, stageFolder));
  writeFileSync(owner, String(process.pid));
  try {
    await work();
  } finally {
    undo(root);
  }
}
