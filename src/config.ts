import { z } from 'zod';
import type { Authentication } from './plugins/authentication.js';

const onOff = () => z.enum(['on', 'off'], '"on" or "off"');
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
  /** Who may do what: everyone everything, or those with tokens what these allow. */
  AUTH: z.enum(['off'], '"off", which opens the server to everyone who can reach it').optional(),
  /** RFC 7518, 3.2: no shorter than what HS256 makes of it. */
  AUTH_JWT_SECRET: z
    .string()
    .refine((secret) => Buffer.byteLength(secret) >= 32, 'a secret of at least 32 bytes')
    .optional(),
  AUTH_JWKS_URL: z.string().refine(isKeysUrl, 'an https URL without a password in it, or an http one of this machine').optional(),
  AUTH_ISSUER: z.string().optional(),
  AUTH_AUDIENCE: z.string().optional(),
  GRAPHIQL: onOff().optional(),
  LOG_SQL: onOff().default('off'),
});

type Settings = z.infer<typeof settings>;

/** Any of these says that tokens are to be checked. */
const tokenSettings = ['AUTH_JWT_SECRET', 'AUTH_JWKS_URL', 'AUTH_ISSUER', 'AUTH_AUDIENCE'] as const;

/** The configuration of a server, checked. */
export interface Config {
  readonly production: boolean;
  /** 0 for any free port. */
  readonly port: number;
  readonly host: string;
  /** Undefined for the embedded PostgreSQL. */
  readonly databaseUrl: string | undefined;
  readonly dataDir: string;
  readonly auth: Authentication;
  readonly graphiql: boolean;
  /** Whether every SQL statement is logged. */
  readonly logSql: boolean;
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
  return {
    production,
    port: data.PORT,
    host: data.HOST,
    databaseUrl: data.DATABASE_URL,
    dataDir: data.DATA_DIR,
    auth: readAuthentication(data),
    graphiql: data.GRAPHIQL ? data.GRAPHIQL === 'on' : !production,
    logSql: data.LOG_SQL === 'on',
  };
}

/** Whether nobody can reach `host` but from the same machine. */
export function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|::1)$/.test(host);
}

/** Throws ConfigError unless exactly one way is set, and whole: a server must not be open, or shut, by an oversight. */
function readAuthentication(data: Settings): Authentication {
  const { AUTH, AUTH_JWT_SECRET: secret, AUTH_JWKS_URL: jwksUrl, AUTH_ISSUER: issuer, AUTH_AUDIENCE: audience } = data;
  const given = tokenSettings.find((setting) => data[setting] !== undefined);
  if (given === undefined) {
    const production = data.NODE_ENV === 'production';
    if (AUTH || (!production && isLoopback(data.HOST))) return 'off';
    const where = production ? 'in production' : 'where HOST is not of this machine alone';
    const mayBe = `"off" ${where}, which opens the server to everyone who can reach it, or unset with AUTH_JWT_SECRET or AUTH_JWKS_URL`;
    throw new ConfigError('AUTH', undefined, mayBe);
  }
  if (AUTH) throw new ConfigError('AUTH', AUTH, `"off" only without ${given}`);
  if (secret && jwksUrl) throw new ConfigError('AUTH_JWKS_URL', jwksUrl, 'unset where AUTH_JWT_SECRET is set');
  const key = secret ? { secret } : jwksUrl ? { jwksUrl: new URL(jwksUrl) } : undefined;
  if (!key) throw new ConfigError('AUTH_JWT_SECRET', undefined, `unset where ${given} is set, but only with AUTH_JWKS_URL`);
  const place = `and must be set where ${given} is`;
  if (!issuer) throw new ConfigError('AUTH_ISSUER', issuer, `the "iss" of every token, ${place}`);
  if (!audience) throw new ConfigError('AUTH_AUDIENCE', audience, `the "aud" of every token, ${place}`);
  return { key, issuer, audience };
}

function isKeysUrl(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname, username, password } = new URL(value);
  const isPrivate = protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname.replace(/^\[(.*)\]$/, '$1')));
  return isPrivate && !username && !password;
}

/** A secret must not end up in a log; URLs may have one in them. */
function isSecret(setting: string): boolean {
  return setting === 'DATABASE_URL' || setting === 'AUTH_JWT_SECRET' || setting === 'AUTH_JWKS_URL';
}
