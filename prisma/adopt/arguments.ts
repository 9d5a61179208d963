import { parseArgs } from 'node:util';
import { AdoptFailure } from './failure.js';

/** The message for a call without a schema. */
export const usage =
  'a Prisma schema is required, as in: npm run adopt -- path/to/schema.prisma (or: --database postgres://…)';

/** The arguments of the command line. */
export interface Arguments {
  /** The Prisma schema. */
  readonly path: string | undefined;
  /** The URL of the database whose tables are adopted. */
  readonly database: string | undefined;
  /** Whether to print the schema of the database instead of adopting it. */
  readonly print: boolean;
  /** Whether to overwrite uncommitted changes without asking. */
  readonly force: boolean;
}

/** Reads the command line. Throws AdoptFailure if it is not valid. */
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
