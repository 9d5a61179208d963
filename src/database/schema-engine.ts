import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import type { SchemaEngine } from '@prisma/schema-engine-wasm/schema_engine_bg';

/** Node has it, but the types of Node 20 do not. */
declare const WebAssembly: {
  instantiate(code: Buffer, imports: Record<string, object>): Promise<{ instance: { exports: object } }>;
};

/**
 * Opens Prisma's schema engine, the one behind `prisma migrate`, on the database at `url`, in its WebAssembly build:
 * the native one would have to be downloaded. The caller frees it.
 */
export async function openSchemaEngine(url: string): Promise<SchemaEngine> {
  const glue = await import('@prisma/schema-engine-wasm/schema_engine_bg');
  const wasm = createRequire(import.meta.url)
    .resolve('@prisma/schema-engine-wasm')
    .replace(/\.js$/, '_bg.wasm');
  const { instance } = await WebAssembly.instantiate(await readFile(wasm), { './schema_engine_bg.js': { ...glue } });
  glue.__wbg_set_wasm(instance.exports);
  // The export that wasm-bindgen's own loader calls; WebAssembly's types cannot know it.
  (instance.exports as { __wbindgen_start: () => void }).__wbindgen_start();
  const adapter = bindMigrationAwareSqlAdapterFactory(new PrismaPg({ connectionString: url }));
  return glue.SchemaEngine.new({ datamodels: undefined }, () => {}, adapter);
}

/** No filter: every table and enum counts. */
export const everything = { externalTables: [], externalEnums: [] };
