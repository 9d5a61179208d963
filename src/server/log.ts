import { type DestinationStream, destination, type Logger, pino, stdTimeFunctions } from 'pino';

/** The options of the log. */
export interface LogOptions {
  /** Whether the log is JSON rather than lines for people to read. */
  readonly production: boolean;
  /** The lowest level that is logged. */
  readonly level: LogLevel;
  /** A file descriptor or the path of a file. The default is stderr, because stdout has only the line with the server's URL. */
  readonly destination?: number | string;
}

/** The levels, from the most to the least severe. */
export const logLevels = ['silent', 'fatal', 'error', 'warn', 'info', 'debug'] as const;

/** The severity of a log entry. */
export type LogLevel = (typeof logLevels)[number];

/** The number of bytes that are buffered before they are written, and the interval in milliseconds after which they are written anyway. */
const buffer = { minLength: 8_192, periodicFlush: 200 };
/** The maximum number of bytes that are buffered if the destination does not accept them. Further entries are lost. */
const maximumBuffered = 10_000_000;

/**
 * Opens the log. In production it is JSON Lines, buffered because a write for each request would take longer than some
 * requests. The buffer is written before the process ends, unless it is killed. Otherwise the log is formatted by
 * `pino-pretty`, if that dev dependency is installed.
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
    readable ?? destination({ dest, sync: false, ...buffer, maxLength: maximumBuffered }),
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

/** What is logged of an error. Its other properties may contain the values of a row, as those of pg's errors do. */
function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) };
  // An error of any library, with or without a code.
  const { code } = error as { code?: unknown };
  return {
    type: error.name,
    message: error.message,
    ...(code !== undefined && { code }),
    stack: error.stack,
    ...(error.cause !== undefined && { cause: describeError(error.cause) }),
  };
}
