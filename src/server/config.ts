import { z } from 'zod';
import { type PoolLimits, poolDefaults } from '../postgres/connect.js';
import { schemaOfUrl, schemaRule } from '../postgres/schema-name.js';
import type { Authentication } from './http/authentication.js';
import { type HttpOptions, httpDefaults } from './http/http-options.js';
import { defaultMaximumBody } from './http/request-body.js';
import { type LogLevel, logLevels } from './log.js';
import { type DocumentLimits, defaultLimits } from './plugins/document-limits.js';
import { defaultOperationLimits, type OperationLimits } from './plugins/operation-limits.js';
import {
  isHeaderName,
  isHostName,
  isKeysUrl,
  isLoopback,
  isOrigin,
  list,
  onOff,
  whole,
  wholeNumber,
} from './setting-kinds.js';

const port = 'a port from 0 to 65535, 0 for any free one';
const rate = 'a whole number from LIMIT_COST to 9999999999, or "off"';

/** The one list of every setting: what it may be, which is also what an error says, and its default. */
const settings = z.object({
  NODE_ENV: z
    .enum(['development', 'production', 'test'], '"development", "production" or "test"')
    .default('development'),
  PORT: wholeNumber(0, 65535, port).default(4000),
  HOST: z.string().default('127.0.0.1'),
  /** Unset, a PostgreSQL is embedded. */
  DATABASE_URL: z
    .string()
    .regex(
      /^postgres(ql)?:\/\//,
      'postgres://user:password@host:port/database, or unset for an embedded PostgreSQL',
    )
    .refine(namesOneSchema, schemaRule)
    .optional(),
  /** Where the embedded PostgreSQL is kept. */
  DATA_DIR: z.string().default('.data'),
  /** Whether an embedded PostgreSQL that is still empty gets the sample data. */
  SAMPLE_DATA: onOff().optional(),
  /** Who may do what: everyone everything, or those with tokens what these allow. */
  AUTH: z.enum(['off'], '"off", which opens the server to everyone who can reach it').optional(),
  LIMIT_COST: whole(1, 1_000_000_000, defaultOperationLimits.cost),
  LIMIT_TIME: whole(1, 1_000_000_000, defaultOperationLimits.time, 'milliseconds'),
  LIMIT_RATE: z.union([z.literal('off'), wholeNumber(1, 9_999_999_999, rate)], rate).optional(),
  TRUST_PROXY: whole(0, 100, httpDefaults.proxies),
  /** RFC 7518, 3.2: no shorter than what HS256 makes of it. */
  AUTH_JWT_SECRET: z
    .string()
    .refine((secret) => Buffer.byteLength(secret) >= 32, 'a secret of at least 32 bytes')
    .optional(),
  AUTH_JWKS_URL: z
    .string()
    .refine(isKeysUrl, 'an https URL without a password in it, or an http one of this machine')
    .optional(),
  AUTH_ISSUER: z.string().optional(),
  AUTH_AUDIENCE: z.string().optional(),
  GRAPHIQL: onOff().optional(),
  LOG_SQL: onOff().default('off'),
  // The most of each that a document may have. Those of depth are bounded by the stack, which overflows at some 2,000.
  LIMIT_TOKENS: whole(1, 1_000_000, defaultLimits.tokens),
  LIMIT_DEPTH: whole(1, 200, defaultLimits.depth),
  LIMIT_ALIASES: whole(1, 1_000_000, defaultLimits.aliases),
  LIMIT_DIRECTIVES: whole(1, 1_000_000, defaultLimits.directives),
  LIMIT_ROOT_FIELDS: whole(1, 1_000_000, defaultLimits.rootFields),
  LIMIT_FILTER_DEPTH: whole(1, 200, defaultLimits.filterDepth),
  /** Whether the schema can be asked for. */
  INTROSPECTION: onOff().optional(),
  /** The path of a manifest. */
  TRUSTED_DOCUMENTS: z.string().optional(),
  LOG_LEVEL: z.enum(logLevels, logLevels.map((level) => `"${level}"`).join(', ')).default('info'),
  LOG_VARIABLES: onOff().default('off'),
  LIMIT_BODY: whole(1, 100_000_000, defaultMaximumBody, 'bytes'),
  LIMIT_IN_FLIGHT: whole(1, 100_000, httpDefaults.inFlight, 'requests'),
  LIMIT_EVENT_LOOP_DELAY: whole(10, 60_000, httpDefaults.eventLoopDelay, 'milliseconds'),
  CORS_ORIGINS: list(isOrigin, 'origins such as https://app.example, with commas between them'),
  CORS_HEADERS: list(
    isHeaderName,
    'names of headers, with commas between them',
    httpDefaults.corsHeaders,
  ),
  ALLOWED_HOSTS: list(isHostName, 'host names without a port, with commas between them'),
  /** How many connections to the database there may be, and how long to wait for one, in milliseconds. */
  POOL_SIZE: whole(1, 1000, poolDefaults.size),
  POOL_WAIT: whole(1, 600_000, poolDefaults.wait),
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
  /** Whether an embedded PostgreSQL that is still empty gets the sample data. */
  readonly sampleData: boolean;
  readonly operationLimits: OperationLimits;
  readonly auth: Authentication;
  readonly graphiql: boolean;
  /** Whether every SQL statement is logged. */
  readonly logSql: boolean;
  readonly documents: {
    readonly limits: DocumentLimits;
    readonly introspection: boolean;
    /** The path of a manifest of the only documents that are answered. Undefined for any. */
    readonly trusted: string | undefined;
  };
  readonly log: {
    /** The least that is logged. */
    readonly level: LogLevel;
    /** Whether the line of an operation has its variables. */
    readonly variables: boolean;
  };
  /** See `HttpOptions`, and in `body` the most bytes of one. */
  readonly http: Pick<
    HttpOptions,
    'inFlight' | 'eventLoopDelay' | 'corsOrigins' | 'corsHeaders' | 'allowedHosts' | 'proxies'
  > & { readonly body: number };
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
  if (data.TRUSTED_DOCUMENTS && data.GRAPHIQL === 'on') {
    throw new ConfigError(
      'GRAPHIQL',
      'on',
      '"off" or not set where TRUSTED_DOCUMENTS is set, as nothing else is answered then',
    );
  }
  if (data.DATABASE_URL && data.SAMPLE_DATA === 'on') {
    throw new ConfigError(
      'SAMPLE_DATA',
      'on',
      '"off" or not set where DATABASE_URL is set, whose database "npm run seed" fills',
    );
  }
  // Or a client could never have what an operation may cost.
  if (typeof data.LIMIT_RATE === 'number' && data.LIMIT_RATE < data.LIMIT_COST)
    throw new ConfigError('LIMIT_RATE', given.LIMIT_RATE, rate);
  return {
    production,
    port: data.PORT,
    host: data.HOST,
    databaseUrl: data.DATABASE_URL,
    dataDir: data.DATA_DIR,
    sampleData: data.SAMPLE_DATA ? data.SAMPLE_DATA === 'on' : !production && !data.DATABASE_URL,
    operationLimits: {
      cost: data.LIMIT_COST,
      time: data.LIMIT_TIME,
      rate:
        data.LIMIT_RATE === 'off'
          ? undefined
          : (data.LIMIT_RATE ?? (production ? 20 * data.LIMIT_COST : defaultOperationLimits.rate)),
    },
    graphiql: data.GRAPHIQL ? data.GRAPHIQL === 'on' : !production && !data.TRUSTED_DOCUMENTS,
    auth: readAuthentication(data),
    logSql: data.LOG_SQL === 'on',
    documents: {
      limits: {
        tokens: data.LIMIT_TOKENS,
        depth: data.LIMIT_DEPTH,
        aliases: data.LIMIT_ALIASES,
        directives: data.LIMIT_DIRECTIVES,
        rootFields: data.LIMIT_ROOT_FIELDS,
        filterDepth: data.LIMIT_FILTER_DEPTH,
      },
      introspection: data.INTROSPECTION ? data.INTROSPECTION === 'on' : !production,
      trusted: data.TRUSTED_DOCUMENTS,
    },
    log: { level: data.LOG_LEVEL, variables: data.LOG_VARIABLES === 'on' },
    http: {
      body: data.LIMIT_BODY,
      inFlight: data.LIMIT_IN_FLIGHT,
      eventLoopDelay: data.LIMIT_EVENT_LOOP_DELAY,
      corsOrigins: data.CORS_ORIGINS,
      corsHeaders: data.CORS_HEADERS,
      proxies: data.TRUST_PROXY,
      allowedHosts: allowedHosts(data.HOST, data.ALLOWED_HOSTS),
    },
    pool: { size: data.POOL_SIZE, wait: data.POOL_WAIT },
  };
}

/** Throws ConfigError unless exactly one way is set, and whole: a server must not be open, or shut, by an oversight. */
function readAuthentication(data: Settings): Authentication {
  const {
    AUTH,
    AUTH_JWT_SECRET: secret,
    AUTH_JWKS_URL: jwksUrl,
    AUTH_ISSUER: issuer,
    AUTH_AUDIENCE: audience,
  } = data;
  const given = tokenSettings.find((setting) => data[setting] !== undefined);
  if (given === undefined) {
    const production = data.NODE_ENV === 'production';
    if (AUTH || (!production && isLoopback(data.HOST))) return 'off';
    const where = production ? 'in production' : 'where HOST is not of this machine alone';
    const mayBe = `"off" ${where}, which opens the server to everyone who can reach it, or unset with AUTH_JWT_SECRET or AUTH_JWKS_URL`;
    throw new ConfigError('AUTH', undefined, mayBe);
  }
  if (AUTH) throw new ConfigError('AUTH', AUTH, `"off" only without ${given}`);
  if (secret && jwksUrl)
    throw new ConfigError('AUTH_JWKS_URL', jwksUrl, 'unset where AUTH_JWT_SECRET is set');
  const key = secret ? { secret } : jwksUrl ? { jwksUrl: new URL(jwksUrl) } : undefined;
  const place = `and must be set where ${given} is`;
  if (!key)
    throw new ConfigError(
      'AUTH_JWT_SECRET',
      undefined,
      `a secret of at least 32 bytes, ${place}, or AUTH_JWKS_URL instead`,
    );
  if (!issuer) throw new ConfigError('AUTH_ISSUER', issuer, `the "iss" of every token, ${place}`);
  if (!audience)
    throw new ConfigError('AUTH_AUDIENCE', audience, `the "aud" of every token, ${place}`);
  return { key, issuer, audience };
}

function namesOneSchema(url: string): boolean {
  try {
    schemaOfUrl(url);
    return true;
  } catch {
    return false;
  }
}

/** A secret must not end up in a log; URLs may have one in them. */
function isSecret(setting: string): boolean {
  return setting === 'DATABASE_URL' || setting === 'AUTH_JWT_SECRET' || setting === 'AUTH_JWKS_URL';
}

/** The names by which the server may be called: where only this machine can reach it, its own and `given`; else `given`, or any. */
function allowedHosts(host: string, given: readonly string[]): readonly string[] | undefined {
  const names = given.map((name) => name.toLowerCase());
  if (!isLoopback(host)) return names.length > 0 ? names : undefined;
  return [
    ...new Set([
      'localhost',
      '127.0.0.1',
      '[::1]',
      host.includes(':') ? `[${host}]` : host,
      ...names,
    ]),
  ];
}
