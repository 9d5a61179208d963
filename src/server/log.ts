import { type DestinationStream, destination, type Logger, pino, stdTimeFunctions } from 'pino';

/** What the log is to be. */
export interface LogOptions {
  /** JSON for machines, or lines for people. */
  readonly production: boolean;
  /** The least that is logged. */
  readonly level: LogLevel;
  /** A file descriptor or the path of a file; stderr unless given, as stdout has nothing but the line that says where the server is. */
  readonly destination?: number | string;
}

/** From the gravest to the least. */
export const logLevels = ['silent', 'fatal', 'error', 'warn', 'info', 'debug'] as const;

/** How grave something is. */
export type LogLevel = (typeof logLevels)[number];

/** How many bytes wait to be written together, and for how long at most, in milliseconds. */
const buffer = { minLength: 8_192, periodicFlush: 200 };
/** How many bytes wait at most where nobody takes them; more are lost. */
const maximumWaiting = 10_000_000;

/**
 * Opens the log. In production it is JSON, a line each, written some at a time, as a write for each request would take
 * longer than some requests; what waits is written before the process ends, unless it is killed. Else it is for people to
 * read, as long as `pino-pretty` is there, which is a dev dependency.
 */
export async function createLog({
  production,
  level,
  destination: dest = 2,
}: LogOptions): Promise<Logger> {
  const options = {
    level,
    base: null,
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: describeError },
  };
  const readable = production ? undefined : await openReadable(dest);
  return pino(
    options,
    readable ?? destination({ dest, sync: false, ...buffer, maxLength: maximumWaiting }),
  );
}

async function openReadable(dest: number | string): Promise<DestinationStream | undefined> {
  try {
    const { PinoPretty } = await import('pino-pretty');
    return PinoPretty({
      destination: dest,
      sync: true,
      singleLine: true,
      colorize: dest === 2 && process.stderr.isTTY,
    });
  } catch {
    return undefined;
  }
}

/** What an error says of itself. Not all it has: those of pg may hold the values of a row, those of Prisma its arguments. */
function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) };
  // Errors of several libraries, which may or may not have one.
  const { code } = error as { code?: unknown };
  return {
    type: error.name,
    message: error.message,
    ...(code !== undefined && { code }),
    stack: error.stack,
    ...(error.cause !== undefined && { cause: describeError(error.cause) }),
  };
}
