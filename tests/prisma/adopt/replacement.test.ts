import type * as fs from 'node:fs';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { keep, replace, undo } from '../../../prisma/adopt/replacement.js';

/** The number of moves and removals of files before the process is killed. */
let life = Number.POSITIVE_INFINITY;

vi.mock('node:fs', async (original) => {
  const real = await original<typeof fs>();
  const mortal =
    <Args extends unknown[]>(work: (...args: Args) => void) =>
    (...args: Args) => {
      if (life-- <= 0) throw new Error('killed');
      work(...args);
    };
  return { ...real, renameSync: mortal(real.renameSync), rmSync: mortal(real.rmSync) };
});

const files = { 'a/one.txt': 'old', 'a/two.txt': 'stays', 'b/three.txt': 'goes', 'c.txt': 'old' };
const install = ['a/one.txt', 'c.txt', 'd/new.txt', 'e'];
const remove = ['b'];
const after = {
  'a/one.txt': 'new',
  'a/two.txt': 'stays',
  'c.txt': 'new',
  'd/new.txt': 'new',
  'e/f.txt': 'new',
};

function write(root: string, contents: Record<string, string>): void {
  for (const [path, text] of Object.entries(contents)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

function read(root: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path.slice(root.length + 1), readFileSync(path, 'utf8')])
      .sort(),
  );
}

function newTree(): string {
  const root = mkdtempSync(join(tmpdir(), 'bothends-replace-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  write(root, files);
  write(join(root, '.adopt/new'), {
    'a/one.txt': 'new',
    'c.txt': 'new',
    'd/new.txt': 'new',
    'e/f.txt': 'new',
  });
  return root;
}

/** Runs `work` and kills it after this number of moves. Returns whether it was killed. */
function killedAfter(moves: number, work: () => void): boolean {
  life = moves;
  try {
    work();
    return false;
  } catch (error) {
    expect(error).toEqual(new Error('killed'));
    return true;
  } finally {
    life = Number.POSITIVE_INFINITY;
  }
}

test('files are replaced, added and removed; the old ones can be kept', () => {
  const root = newTree();
  replace(root, { install, remove });
  expect(read(root)).toMatchObject(after);
  keep(root, '.replaced');
  const old = { 'a/one.txt': 'old', 'b/three.txt': 'goes', 'c.txt': 'old' };
  const kept = Object.entries(old).map(([path, text]) => [`.replaced/${path}`, text]);
  expect(read(root)).toEqual({ ...after, ...Object.fromEntries(kept) });
  expect(undo(root)).toBe(false);
});

test('after a kill at any move, an undo restores everything, even if it is itself killed at any move', () => {
  for (let moves = 0; ; moves++) {
    const root = newTree();
    const killed = killedAfter(moves, () => replace(root, { install, remove }));
    for (let steps = 0; ; steps++) {
      const copy = `${root}-${steps}`;
      cpSync(root, copy, { recursive: true });
      const undone = !killedAfter(steps, () => undo(copy));
      undo(copy);
      expect(read(copy)).toEqual(files);
      rmSync(copy, { recursive: true });
      if (undone) break;
    }
    if (!killed) {
      expect(moves).toBeGreaterThan(6);
      return;
    }
  }
});

test('after a kill during the commit, either all files are new or all are old', () => {
  for (let moves = 0; ; moves++) {
    const root = newTree();
    replace(root, { install, remove });
    const killed = killedAfter(moves, () => keep(root));
    undo(root);
    expect(read(root)).toEqual(moves === 0 ? files : after);
    if (!killed) return;
  }
});
