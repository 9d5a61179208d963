import { z } from 'zod';
import { type HttpOptions, httpDefaults } from './http/http-options.js';
import { type LogLevel, logLevels } from './log.js';
import { defaultMaximumBody } from './plugins/request-body.js';

const onOff = () => z.enum(['on', 'off'], '"on" or "off"');
const noTokens = () => z.undefined('unset: this version cannot check tokens yet').optional();
const port = 'a port from 0 to 65535, 0 for any free one';

/** A whole number of `unit` from `least` to `most`. */
function whole(unit: string, least: number, most: number, otherwise: number) {
  const mayBe = `a whole number of ${unit} from ${least} to ${most}`;
  return z
    .string()
    .regex(/^\d{1,15}$/, mayBe)
    .default(String(otherwise))
    .transform(Number)
    .refine((value) => value >= least && value <= most, mayBe);
}

/** Values with commas between them, each of which `isOne`. */
function list(isOne: (value: string) => boolean, mayBe: string) {
  return z
    .string()
    .default('')
    .transform((text) => text.split(',').flatMap((value) => value.trim() || []))
    .refine((values) => values.every(isOne), mayBe);
}

const isOrigin = (value: string) => /^https?:/.test(value) && URL.canParse(value) && new URL(value).origin === value;
const isHostName = (value: string) => /^([\w.-]+|\[[\d.:A-Fa-f]+\])$/.test(value);

/** The one list of every setting: what it may be, which is also what an error says, and its default. */
const settings = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test'], '"development", "production" or "test"').default('development'),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, port)
    .default('4000')
    .transform(Number)
    .refine((value) => value <= 65535, port),
  HOST: z.string().default('127.0.0.1'),
  /** Unset, a PostgreSQL is embedded. */
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'postgres://user:password@host:port/database, or unset for an embedded PostgreSQL')
    .optional(),
  /** Where the embedded PostgreSQL is kept. */
  DATA_DIR: z.string().default('.data'),
  /** Checking tokens is not built yet, so the server is open or it does not start. */
  AUTH: z.enum(['off'], '"off", which opens the server to everyone who can reach it').optional(),
  AUTH_JWT_SECRET: noTokens(),
  AUTH_JWKS_URL: noTokens(),
  AUTH_ISSUER: noTokens(),
  AUTH_AUDIENCE: noTokens(),
  GRAPHIQL: onOff().optional(),
  LOG_SQL: onOff().default('off'),
  LOG_LEVEL: z.enum(logLevels, logLevels.map((level) => `"${level}"`).join(', ')).default('info'),
  LOG_VARIABLES: onOff().default('off'),
  LIMIT_BODY: whole('bytes', 1, 100_000_000, defaultMaximumBody),
  LIMIT_IN_FLIGHT: whole('requests', 1, 100_000, httpDefaults.inFlight),
  LIMIT_EVENT_LOOP_DELAY: whole('milliseconds', 10, 60_000, httpDefaults.eventLoopDelay),
  CORS_ORIGINS: list(isOrigin, 'origins such as https://app.example, with commas between them'),
  ALLOWED_HOSTS: list(isHostName, 'host names without a port, with commas between them'),
});

/** What nobody can reach but from the same machine. */
const loopback = /^(localhost|127(\.\d{1,3}){3}|::1)$/;

/** The configuration of a server, checked. */
export interface Config {
  readonly production: boolean;
  /** 0 for any free port. */
  readonly port: number;
  readonly host: string;
  /** Undefined for the embedded PostgreSQL. */
  readonly databaseUrl: string | undefined;
  readonly dataDir: string;
  readonly graphiql: boolean;
  /** Whether every SQL statement is logged. */
  readonly logSql: boolean;
  readonly log: {
    /** The least that is logged. */
    readonly level: LogLevel;
    /** Whether the line of an operation has its variables. */
    readonly variables: boolean;
  };
  /** See `HttpOptions`, and in `body` the most bytes of one. */
  readonly http: Pick<HttpOptions, 'inFlight' | 'eventLoopDelay' | 'corsOrigins' | 'allowedHosts'> & { readonly body: number };
}

/** A setting that cannot be. Its message is one line: which setting, what it was, and what it may be. */
export class ConfigError extends Error {
  constructor(setting: string, value: string | undefined, mayBe: string) {
    const was = value === undefined ? 'not set' : JSON.stringify(isSecret(setting) ? '…' : value);
    super(`${setting} is ${was}; it may be ${mayBe}`);
  }
}

/** Reads the configuration from environment variables. An empty one counts as not set. Throws ConfigError for the first that cannot be. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value));
  const { data, error } = settings.safeParse(given);
  if (error) {
    const [issue] = error.issues;
    const setting = String(issue?.path[0]);
    throw new ConfigError(setting, given[setting], issue?.message ?? 'something else');
  }
  const production = data.NODE_ENV === 'production';
  if (!data.AUTH && (production || !loopback.test(data.HOST))) {
    const where = production ? 'in production' : 'where HOST is not of this machine alone';
    throw new ConfigError('AUTH', undefined, `"off" ${where}, which opens the server to everyone who can reach it`);
  }
  return {
    production,
    port: data.PORT,
    host: data.HOST,
    databaseUrl: data.DATABASE_URL,
    dataDir: data.DATA_DIR,
    graphiql: data.GRAPHIQL ? data.GRAPHIQL === 'on' : !production,
    logSql: data.LOG_SQL === 'on',
    log: { level: data.LOG_LEVEL, variables: data.LOG_VARIABLES === 'on' },
    http: {
      body: data.LIMIT_BODY,
      inFlight: data.LIMIT_IN_FLIGHT,
      eventLoopDelay: data.LIMIT_EVENT_LOOP_DELAY,
      corsOrigins: data.CORS_ORIGINS,
      allowedHosts: allowedHosts(data.HOST, data.ALLOWED_HOSTS),
    },
  };
}

/** The names by which the server may be called: where only this machine can reach it, its own and `given`; else `given`, or any. */
function allowedHosts(host: string, given: readonly string[]): readonly string[] | undefined {
  const names = given.map((name) => name.toLowerCase());
  if (!loopback.test(host)) return names.length > 0 ? names : undefined;
  return [...new Set(['localhost', '127.0.0.1', '[::1]', host.includes(':') ? `[${host}]` : host, ...names])];
}

/** A secret must not end up in a log. */
function isSecret(setting: string): boolean {
  return setting === 'DATABASE_URL' || setting === 'AUTH_JWT_SECRET';
}
