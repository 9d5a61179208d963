import type { PrismaModels } from './read-file.js';

/** What was done. */
export interface Adoption {
  /** The path of the schema, or `the database`. */
  readonly source: string;
  readonly models: PrismaModels;
  readonly migration: string;
  readonly removed: readonly string[];
  /** The folder with the replaced files, if the checkout is not in Git. */
  readonly replaced: string | undefined;
  /** The folder to which the previous embedded database was moved. */
  readonly movedDatabase: string | undefined;
  readonly databaseUrl: string | undefined;
  /** Whether the migration counts as applied in an existing database. */
  readonly baselined: boolean;
}

/** The lines about what was done, and the next steps. */
export function reportLines(adoption: Adoption): string[] {
  const { source, models, migration, removed, replaced, movedDatabase } = adoption;
  const { tables, links, warnings } = models;
  const counted = tables.length === 1 ? 'the model' : `${tables.length} models`;
  const lines = [
    `Adopted ${counted} of ${source}: ${tables.join(', ')}.`,
    ...(links.length > 0 ? [`  Links: ${links.join(', ')}.`] : []),
    `  prisma/schema.prisma has them, and prisma/migrations/${migration} creates their tables.`,
    '  src/schema/generated, schema.graphql and examples/operations are generated from them.',
  ];
  if (removed.length > 0)
    lines.push(`  Removed, because they belong to the sample: ${removed.join(', ')}.`);
  if (replaced !== undefined)
    lines.push(`  This is no Git repository: the replaced files are in ${replaced}.`);
  if (movedDatabase !== undefined)
    lines.push(`  The previous database is in ${movedDatabase}. The next start creates a new one.`);
  return [...lines, ...warnings.map((warning) => `Warning: ${warning}`), ...nextSteps(adoption)];
}

function nextSteps({ baselined, databaseUrl }: Adoption): string[] {
  const migrate =
    databaseUrl === undefined
      ? []
      : ['  npm run migrate              creates the tables in the database of DATABASE_URL'];
  return [
    'Next:',
    ...(baselined
      ? [
          '  set DATABASE_URL to the database, whose _prisma_migrations counts the migration as applied; no table has changed',
        ]
      : migrate),
    '  npm run seed -- --rows 100   random rows to try it with, while the server is stopped',
    '  npm start                    the API',
    '  npm run check                types, style, generated files',
    'README.md, docs/, bench/ and .ci/run still describe the sample.',
  ];
}
