import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The files that are replaced and removed, as paths relative to the checkout. */
export interface Replacement {
  /** The files and folders that are replaced by, or added from, those at the same path in the folder `new`. */
  readonly install: readonly string[];
  /** The files and folders that are removed. */
  readonly remove: readonly string[];
}

interface Journal {
  /** Each path that changes, and whether there was anything before. */
  readonly paths: readonly { readonly path: string; readonly before: boolean }[];
}

/**
 * The folder in which a replacement is prepared. It is in the checkout, so that files can be moved by renaming: `new` has the new
 * files, `old` the replaced ones, and `journal.json` the paths.
 */
export const stageFolder = '.adopt';

const journalOf = (root: string) => join(root, stageFolder, 'journal.json');
const oldOf = (root: string, path: string) => join(root, stageFolder, 'old', path);
const newOf = (root: string, path: string) => join(root, stageFolder, 'new', path);

/** Replaces files. Until `keep` is called, `undo` restores them, also in a later process if this one is killed. */
export function replace(root: string, { install, remove }: Replacement): void {
  const paths = [...install, ...remove].map((path) => ({
    path,
    before: existsSync(join(root, path)),
  }));
  // Renaming is atomic: the journal is complete or missing.
  const journal = journalOf(root);
  writeFileSync(`${journal}.part`, JSON.stringify({ paths } satisfies Journal));
  renameSync(`${journal}.part`, journal);
  for (const { path, before } of paths) {
    if (before) move(join(root, path), oldOf(root, path));
    if (install.includes(path)) move(newOf(root, path), join(root, path));
  }
}

/** Undoes a replacement that was started and not kept. Returns whether there was one. */
export function undo(root: string): boolean {
  const journal = journalOf(root);
  const started = existsSync(journal);
  if (started) {
    // Written by `replace`.
    const { paths } = JSON.parse(readFileSync(journal, 'utf8')) as Journal;
    for (const { path, before } of paths.toReversed()) {
      // Both are false if the path was not replaced yet, or an earlier undo has restored it.
      const moved = existsSync(oldOf(root, path));
      const added = !before && existsSync(join(root, path));
      if (moved || added) rmSync(join(root, path), { recursive: true, force: true });
      if (moved) move(oldOf(root, path), join(root, path));
    }
    // Before the rest of the folder: an undo with a journal and without `old` would delete the restored files.
    rmSync(journal);
  }
  rmSync(join(root, stageFolder), { recursive: true, force: true });
  return started;
}

/** Makes a replacement final. The replaced files are moved to `folder`, or deleted if there is none. */
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
