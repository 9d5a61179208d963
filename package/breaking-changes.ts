import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CriticalityLevel, diff } from '@graphql-inspector/core';
import { buildSchema } from 'graphql';

/** `## 0.1.0 - 2026-11-21` */
const releaseHeading = /^## (\d+\.\d+\.\d+)\b/m;

/**
 * Compares the `schema.graphql` in `root` with that of the last release in its `CHANGELOG.md`, which is kept in
 * `releases/<version>.graphql`. Returns a line for each breaking change that the section "Unreleased" does not name.
 */
export async function unnamedBreakingChanges(root: string): Promise<readonly string[]> {
  const read = (path: string) => readFileSync(join(root, path), 'utf8');
  // `npm run adopt` removes the folder with the sample: its schema has no releases.
  if (!existsSync(join(root, 'releases'))) return [];
  const changelog = read('CHANGELOG.md');
  const release = releaseHeading.exec(changelog);
  if (!release) return [];
  const released = `releases/${release[1]}.graphql`;
  if (!existsSync(join(root, released)))
    return [`${released} is missing: copy the schema.graphql of the release`];
  const unreleased = changelog.slice(0, release.index);
  const changes = await diff(buildSchema(read(released)), buildSchema(read('schema.graphql')));
  return changes
    .filter(({ criticality }) => criticality.level === CriticalityLevel.Breaking)
    .map(({ message, path, type }) => ({ message, name: `\`${path ?? type}\`` }))
    .filter(({ name }) => !unreleased.includes(name))
    .map(({ message, name }) => `${message} (name ${name})`);
}
