import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { moduleFiles } from './module-files.js';

/**
 * `npm pack` packs only the library: `trim` reduces package.json to the files of its exports and the dependencies that they
 * import, and `restore` restores the original.
 */
const [command] = process.argv.slice(2);
const path = 'package.json';
const saved = '.package.json.saved';

if (command === 'restore') renameSync(saved, path);
else if (command === 'trim') trim();
else throw new Error('usage: manifest.ts trim | restore');

/** The properties of package.json that are used here. */
interface Manifest extends Readonly<Record<string, unknown>> {
  readonly bin: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, string | { readonly default: string }>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
}

function trim(): void {
  const text = readFileSync(path, 'utf8');
  const manifest = JSON.parse(text) as Manifest;
  const targets = Object.values(manifest.exports).flatMap((target) =>
    typeof target === 'object' ? [target.default] : [],
  );
  const { files, packages } = moduleFiles(
    [...targets, ...Object.values(manifest.bin)].map((target) => target.replace(/^\.\//, '')),
  );
  const { dependencies, peerDependencies } = manifest;
  const unknown = packages.filter((name) => !(name in dependencies) && !(name in peerDependencies));
  if (unknown.length > 0) throw new Error(`package.json does not list ${unknown.join(', ')}`);
  const needed = packages.filter((name) => !(name in peerDependencies));
  const {
    scripts: _scripts,
    devDependencies: _devDependencies,
    optionalDependencies: _optionalDependencies,
    overrides: _overrides,
    allowScripts: _allowScripts,
    ...rest
  } = manifest;
  const trimmed = {
    ...rest,
    files,
    dependencies: Object.fromEntries(needed.map((name) => [name, dependencies[name]])),
  };
  writeFileSync(saved, text);
  writeFileSync(path, `${JSON.stringify(trimmed, null, 2)}\n`);
}
