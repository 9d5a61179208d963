import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import type { SchemaEngine } from '@prisma/schema-engine-wasm/schema_engine_bg';
import pg from 'pg';
import { migrationAdapter } from './migration-adapter.js';
import { currentSchemas, searchPathSettings } from './session.js';

/** Node has it, but the types of Node 20 do not. */
declare const WebAssembly: {
  instantiate(
    code: Buffer,
    imports: Record<string, object>,
  ): Promise<{ instance: { exports: object } }>;
};

/** The generated JavaScript stores the engine's memory in a global variable, so there can be one instance per process. */
let loaded: Promise<typeof import('@prisma/schema-engine-wasm/schema_engine_bg')> | undefined;

async function load() {
  const glue = await import('@prisma/schema-engine-wasm/schema_engine_bg');
  const wasm = createRequire(import.meta.url)
    .resolve('@prisma/schema-engine-wasm')
    .replace(/\.js$/, '_bg.wasm');
  const { instance } = await WebAssembly.instantiate(await readFile(wasm), {
    './schema_engine_bg.js': { ...glue },
  });
  glue.__wbg_set_wasm(instance.exports);
  // The export that wasm-bindgen's own loader calls; the types of a wasm module's exports cannot know it.
  (instance.exports as { __wbindgen_start: () => void }).__wbindgen_start();
  return glue;
}

/**
 * Runs `work` with Prisma's schema engine, the one behind `prisma migrate`, on the database at `url`: in its WebAssembly
 * build, because the native one would have to be downloaded. Throws the engine's errors.
 */
export async function withSchemaEngine<Result>(
  url: string,
  work: (engine: SchemaEngine) => Promise<Result>,
): Promise<Result> {
  loaded ??= load();
  const { SchemaEngine } = await loaded;
  const settings = searchPathSettings({ url });
  const pool = new pg.Pool({
    connectionString: url,
    // Migrations do not qualify the names of tables.
    ...(settings !== '' && { onConnect: (client) => client.query(settings) }),
  });
  try {
    const [schema] = await currentSchemas(pool);
    const options = schema === undefined ? {} : { schema };
    const adapter = bindMigrationAwareSqlAdapterFactory(
      migrationAdapter(new PrismaPg(pool, options), pool, url),
    );
    const engine = await SchemaEngine.new({ datamodels: undefined }, () => {}, adapter);
    try {
      return await work(engine);
    } finally {
      engine.free();
    }
  } finally {
    await pool.end();
  }
}

/** No filter: every table and enum counts. */
export const everything = { externalTables: [], externalEnums: [] };
