import { withSchemaEngine } from './schema-engine.js';

/** A Prisma schema of the tables of a database. */
export interface Introspection {
  readonly schema: string;
  /** What Prisma has to say of tables that it cannot describe; undefined where it can describe all. */
  readonly warnings: string | undefined;
}

/** Describes the tables in the schema of the database at `url` as a Prisma schema, as `prisma db pull` does. */
export async function introspect(url: string): Promise<Introspection> {
  const content = 'datasource db {\n  provider = "postgresql"\n}\n';
  const { schema, warnings } = await withSchemaEngine(url, (engine) =>
    engine.introspect({
      schema: { files: [{ path: 'schema.prisma', content }] },
      baseDirectoryPath: '/',
      force: true,
      compositeTypeDepth: -1,
      namespaces: null,
    }),
  );
  const text = schema.files.map((file) => file.content).join('\n');
  return { schema: text, warnings: warnings ?? undefined };
}
