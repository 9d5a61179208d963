import { z } from 'zod';
import { type DocumentLimits, defaultLimits } from './plugins/document-limits.js';

const onOff = () => z.enum(['on', 'off'], '"on" or "off"');
const noTokens = () => z.undefined('unset: this version cannot check tokens yet').optional();
const port = 'a port from 0 to 65535, 0 for any free one';

/** What an operation and a client may take. */
export interface OperationLimits {
  /** What an operation may cost, in units of about one row read. */
  readonly cost: number;
  /** How long its statements may take together, in milliseconds. */
  readonly time: number;
  /** What a client's operations may cost together in a minute; undefined for any amount. */
  readonly rate: number | undefined;
  /** How many proxies stand before the server, each of which adds to `X-Forwarded-For` whom it serves. */
  readonly proxies: number;
}

/** The limits where nothing is set. In production `rate` is twenty times `cost`, too. */
export const defaultOperationLimits: OperationLimits = { cost: 30_000, time: 10_000, rate: undefined, proxies: 0 };

const wholeNumber = (least: number, most: number, mayBe: string) =>
  z
    .string()
    .regex(/^\d{1,10}$/, mayBe)
    .transform(Number)
    .refine((value) => value >= least && value <= most, mayBe);
const upTo = (maximum: number, standard: number) =>
  wholeNumber(1, maximum, `a whole number from 1 to ${maximum}`).default(standard);
const rate = 'a whole number from LIMIT_COST to 9999999999, or "off"';

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
  LIMIT_COST: wholeNumber(1, 1e9, 'a whole number from 1 to 1000000000: what one operation may cost').optional(),
  LIMIT_TIME: wholeNumber(1, 1e9, 'a whole number of milliseconds from 1 to 1000000000').optional(),
  LIMIT_RATE: z.union([z.literal('off'), wholeNumber(1, 9_999_999_999, rate)], rate).optional(),
  TRUST_PROXY: wholeNumber(0, 100, 'the number of proxies before the server, 0 to 100').optional(),
  GRAPHIQL: onOff().optional(),
  LOG_SQL: onOff().default('off'),
  // The most of each that a document may have. Those of depth are bounded by the stack, which overflows at some 2,000.
  LIMIT_TOKENS: upTo(1_000_000, defaultLimits.tokens),
  LIMIT_DEPTH: upTo(200, defaultLimits.depth),
  LIMIT_ALIASES: upTo(1_000_000, defaultLimits.aliases),
  LIMIT_DIRECTIVES: upTo(1_000_000, defaultLimits.directives),
  LIMIT_ROOT_FIELDS: upTo(1_000_000, defaultLimits.rootFields),
  LIMIT_FILTER_DEPTH: upTo(200, defaultLimits.filterDepth),
  /** Whether the schema can be asked for. */
  INTROSPECTION: onOff().optional(),
  /** The path of a manifest. */
  TRUSTED_DOCUMENTS: z.string().optional(),
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
  readonly operationLimits: OperationLimits;
  readonly graphiql: boolean;
  /** Whether every SQL statement is logged. */
  readonly logSql: boolean;
  readonly documents: {
    readonly limits: DocumentLimits;
    readonly introspection: boolean;
    /** The path of a manifest of the only documents that are answered. Undefined for any. */
    readonly trusted: string | undefined;
  };
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
  if (data.TRUSTED_DOCUMENTS && data.GRAPHIQL === 'on') {
    throw new ConfigError('GRAPHIQL', 'on', '"off" or not set where TRUSTED_DOCUMENTS is set, as nothing else is answered then');
  }
  const cost = data.LIMIT_COST ?? defaultOperationLimits.cost;
  // Or a client could never have what an operation may cost.
  if (typeof data.LIMIT_RATE === 'number' && data.LIMIT_RATE < cost) throw new ConfigError('LIMIT_RATE', given.LIMIT_RATE, rate);
  return {
    production,
    port: data.PORT,
    host: data.HOST,
    databaseUrl: data.DATABASE_URL,
    dataDir: data.DATA_DIR,
    operationLimits: {
      cost,
      time: data.LIMIT_TIME ?? defaultOperationLimits.time,
      rate: data.LIMIT_RATE === 'off' ? undefined : (data.LIMIT_RATE ?? (production ? 20 * cost : defaultOperationLimits.rate)),
      proxies: data.TRUST_PROXY ?? defaultOperationLimits.proxies,
    },
    graphiql: data.GRAPHIQL ? data.GRAPHIQL === 'on' : !production && !data.TRUSTED_DOCUMENTS,
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
  };
}

/** A secret must not end up in a log. */
function isSecret(setting: string): boolean {
  return setting === 'DATABASE_URL' || setting === 'AUTH_JWT_SECRET';
}
