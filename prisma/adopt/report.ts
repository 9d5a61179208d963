import type { PrismaModels } from './read-file.js';

/** What was done. */
export interface Adoption {
  /** The path of the schema, or `the database`. */
  readonly source: string;
  readonly models: PrismaModels;
  readonly migration: string;
  readonly removed: readonly string[];
  /** The folder that has what was replaced, where Git does not. */
  readonly replaced: string | undefined;
  /** The folder that the embedded database until now was moved to. */
  readonly aside: string | undefined;
  readonly databaseUrl: string | undefined;
  /** Whether the migration counts as applied in an existing database. */
  readonly baselined: boolean;
}

/** The lines that tell what was done, and what comes next. */
export function reportLines(adoption: Adoption): string[] {
  const { source, models, migration, removed, replaced, aside } = adoption;
  const { tables, links, warnings } = models;
  const counted = tables.length === 1 ? 'the model' : `${tables.length} models`;
  const lines = [
    `Adopted ${counted} of ${source}: ${tables.join(', ')}.`,
    ...(links.length > 0 ? [`  Links: ${links.join(', ')}.`] : []),
    `  prisma/schema.prisma has them, and prisma/migrations/${migration} makes their tables.`,
    '  src/schema/generated, schema.graphql and examples/operations are generated from them.',
  ];
  if (removed.length > 0)
    lines.push(`  Taken away, as they were the sample's: ${removed.join(', ')}.`);
  if (replaced !== undefined)
    lines.push(`  There is no Git here: what was replaced is in ${replaced}.`);
  if (aside !== undefined)
    lines.push(`  The database until now is in ${aside}: the next start makes a new one.`);
  return [...lines, ...warnings.map((warning) => `Warning: ${warning}`), ...nextSteps(adoption)];
}

function nextSteps({ baselined, databaseUrl }: Adoption): string[] {
  const migrate =
    databaseUrl === undefined
      ? []
      : ['  npm run migrate              DATABASE_URL is set: makes the tables there'];
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
    'README.md, docs/, bench/ and .ci/run still speak of the sample.',
  ];
}
