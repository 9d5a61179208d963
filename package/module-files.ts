import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The files that some modules import, directly or indirectly, and the packages. */
export interface ModuleFiles {
  readonly files: readonly string[];
  readonly packages: readonly string[];
}

/** Follows the imports of compiled modules and of their declarations. Paths are relative to the working directory. */
export function moduleFiles(entries: readonly string[]): ModuleFiles {
  const files = new Set<string>();
  const packages = new Set<string>();
  // Iterating over a set includes elements that are added meanwhile.
  for (const entry of entries) files.add(entry);
  for (const file of files) {
    const declaration = file.replace(/\.js$/, '.d.ts');
    if (existsSync(declaration)) files.add(declaration);
    for (const name of importsOf(file)) {
      if (name.startsWith('.')) files.add(join(dirname(file), name));
      else if (file.endsWith('.js') && !name.startsWith('node:')) packages.add(packageOf(name));
    }
  }
  return { files: [...files].sort(), packages: [...packages].sort() };
}

function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*['"]([^'"]+)['"]/g)].map(
    ([, name = '']) => name,
  );
}

/** `@pothos/core` of `@pothos/core/esm/index.js` */
function packageOf(name: string): string {
  return name.split('/', name.startsWith('@') ? 2 : 1).join('/');
}
