import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What takes the place of what, all paths relative to the checkout. */
export interface Replacement {
  /** The files and folders that are replaced by, or added from, those at the same path in the folder `new`. */
  readonly install: readonly string[];
  /** The files and folders that are taken away. */
  readonly remove: readonly string[];
}

interface Journal {
  /** Each path that changes, and whether there was anything before. */
  readonly paths: readonly { readonly path: string; readonly before: boolean }[];
}

/**
 * Where a replacement is made ready, below the checkout, so that everything in it can be moved by renaming: `new` has what
 * comes, `old` what goes, and `journal.json` what is being done.
 */
export const stageFolder = '.adopt';

const journalOf = (root: string) => join(root, stageFolder, 'journal.json');
const oldOf = (root: string, path: string) => join(root, stageFolder, 'old', path);
const newOf = (root: string, path: string) => join(root, stageFolder, 'new', path);

/**
 * Replaces files. Until `keep` is called, also in a later process, `undo` brings back what was there, whenever this
 * process is killed.
 */
export function replace(root: string, { install, remove }: Replacement): void {
  const paths = [...install, ...remove].map((path) => ({
    path,
    before: existsSync(join(root, path)),
  }));
  // The journal appears whole or not at all.
  const journal = journalOf(root);
  writeFileSync(`${journal}.part`, JSON.stringify({ paths } satisfies Journal));
  renameSync(`${journal}.part`, journal);
  for (const { path, before } of paths) {
    if (before) move(join(root, path), oldOf(root, path));
    if (install.includes(path)) move(newOf(root, path), join(root, path));
  }
}

/** Undoes a replacement that was begun and not kept. Returns whether there was one. */
export function undo(root: string): boolean {
  const journal = journalOf(root);
  const begun = existsSync(journal);
  if (begun) {
    // Written by `replace`.
    const { paths } = JSON.parse(readFileSync(journal, 'utf8')) as Journal;
    for (const { path, before } of paths.toReversed()) {
      // Neither is there where this path's turn had not come, or an earlier undo was killed after it.
      const moved = existsSync(oldOf(root, path));
      const added = !before && existsSync(join(root, path));
      if (moved || added) rmSync(join(root, path), { recursive: true, force: true });
      if (moved) move(oldOf(root, path), join(root, path));
    }
    // Before the rest of the folder: without `old`, it would be undone once more to nothing.
    rmSync(journal);
  }
  rmSync(join(root, stageFolder), { recursive: true, force: true });
  return begun;
}

/** Makes a replacement final. What was there before is moved to `folder`, if one is given. */
export function keep(root: string, folder?: string): void {
  rmSync(journalOf(root));
  const old = join(root, stageFolder, 'old');
  if (folder !== undefined && existsSync(old)) renameSync(old, join(root, folder));
  rmSync(join(root, stageFolder), { recursive: true, force: true });
}

function move(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  renameSync(from, to);
}
