import { z } from 'zod';
import { type PoolLimits, poolDefaults } from './database/connect.js';

const onOff = () => z.enum(['on', 'off'], '"on" or "off"');
const noTokens = () => z.undefined('unset: this version cannot check tokens yet').optional();
/** A whole number, from `least` to `most`. */
const whole = (least: number, most: number, preset: number) => {
  const mayBe = `a whole number from ${least} to ${most}`;
  const within = (value: number) => value >= least && value <= most;
  return z
    .string()
    .regex(/^\d{1,9}$/, mayBe)
    .default(String(preset))
    .transform(Number)
    .refine(within, mayBe);
};
const port = 'a port from 0 to 65535, 0 for any free one';

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
  /** How many connections to the database there may be, and how long to wait for one, in milliseconds. */
  POOL_SIZE: whole(1, 1000, poolDefaults.size),
  POOL_WAIT: whole(1, 600_000, poolDefaults.wait),
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
  readonly pool: PoolLimits;
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
    pool: { size: data.POOL_SIZE, wait: data.POOL_WAIT },
  };
}

/** A secret must not end up in a log. */
function isSecret(setting: string): boolean {
  return setting === 'DATABASE_URL' || setting === 'AUTH_JWT_SECRET';
}
