import { parseArgs } from 'node:util';
import { AdoptFailure } from './failure.js';

/** How `npm run adopt` is called. */
export const usage =
  'give it a Prisma schema, as in: npm run adopt -- path/to/schema.prisma (or: --database postgres://…)';

/** What the command line says. */
export interface Arguments {
  /** The Prisma schema. */
  readonly path: string | undefined;
  /** The URL of the database whose tables are adopted. */
  readonly database: string | undefined;
  /** Whether to print the schema of the database, and adopt nothing. */
  readonly print: boolean;
  /** Whether to replace what is not committed without asking. */
  readonly force: boolean;
}

/** Reads the command line. Throws AdoptFailure where it cannot be understood. */
export function readArguments(): Arguments {
  const { values, positionals } = parse();
  const [path, ...more] = positionals;
  if (more.length > 0) throw new AdoptFailure(usage);
  const { database, print, force } = values;
  if (!print && path === undefined && database === undefined) throw new AdoptFailure(usage);
  return { path, database, print, force };
}

function parse() {
  try {
    return parseArgs({
      options: {
        force: { type: 'boolean', default: false },
        database: { type: 'string' },
        print: { type: 'boolean', default: false },
      },
      allowPositionals: true,
    });
  } catch (error) {
    throw new AdoptFailure(error instanceof Error ? error.message : String(error));
  }
}
