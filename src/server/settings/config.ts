import type { PoolLimits } from '../../postgres/connect.js';
import type { Authentication } from '../http/authentication.js';
import type { HttpOptions } from '../http/http-options.js';
import type { DocumentLimits } from '../limits/document-limits.js';
import { defaultOperationLimits, type OperationLimits } from '../limits/operation-limits.js';
import type { StreamLimits } from '../limits/stream-counts.js';
import type { LogLevel } from '../log.js';
import { readAuthentication } from './auth-settings.js';
import { ConfigError } from './config-error.js';
import { isLoopback } from './setting-kinds.js';
import { rate, settings } from './settings.js';

/** The validated configuration of a server. */
export interface Config {
  readonly production: boolean;
  /** 0 for any free port. */
  readonly port: number;
  readonly host: string;
  /** Undefined for the embedded PostgreSQL. */
  readonly databaseUrl: string | undefined;
  readonly dataDir: string;
  /** Whether the sample data is added to an embedded PostgreSQL that is empty. */
  readonly sampleData: boolean;
  readonly operationLimits: OperationLimits;
  readonly auth: Authentication;
  readonly graphiql: boolean;
  /** Whether every SQL statement is logged. */
  readonly logSql: boolean;
  readonly documents: {
    readonly limits: DocumentLimits;
    readonly introspection: boolean;
    /** The path of the manifest of trusted documents; undefined if any document may be executed. */
    readonly trusted: string | undefined;
  };
  readonly log: {
    /** The lowest level that is logged. */
    readonly level: LogLevel;
    /** Whether the variables of operations are logged. */
    readonly variables: boolean;
  };
  readonly http: Pick<
    HttpOptions,
    'inFlight' | 'eventLoopDelay' | 'corsOrigins' | 'corsHeaders' | 'allowedHosts' | 'proxies'
  > & {
    /** The maximum size of a body in bytes. */
    readonly body: number;
  };
  readonly pool: PoolLimits;
  readonly streamLimits: StreamLimits;
  readonly changes: {
    /** How long changes are kept for subscribers, in seconds. */
    readonly keep: number;
    /** The maximum number of changes that wait for one subscriber. */
    readonly buffer: number;
  };
}

/** Reads the configuration from environment variables. An empty variable counts as not set. Throws ConfigError for the first invalid one. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const variables = Object.fromEntries(Object.entries(environment).filter(([, value]) => value));
  const { data, error } = settings.safeParse(variables);
  if (error) {
    const [issue] = error.issues;
    const setting = String(issue?.path[0]);
    throw new ConfigError(setting, variables[setting], issue?.message ?? 'valid');
  }
  const production = data.NODE_ENV === 'production';
  if (data.TRUSTED_DOCUMENTS && data.GRAPHIQL === 'on') {
    throw new ConfigError(
      'GRAPHIQL',
      'on',
      '"off" or unset if TRUSTED_DOCUMENTS is set, because no other documents are executed',
    );
  }
  if (data.DATABASE_URL && data.SAMPLE_DATA === 'on') {
    throw new ConfigError(
      'SAMPLE_DATA',
      'on',
      '"off" or unset if DATABASE_URL is set (use "npm run seed")',
    );
  }
  // A client must be able to execute one operation of the maximum cost.
  if (typeof data.LIMIT_RATE === 'number' && data.LIMIT_RATE < data.LIMIT_COST)
    throw new ConfigError('LIMIT_RATE', variables.LIMIT_RATE, rate);
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
      bytes: data.LIMIT_BYTES,
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
    streamLimits: { streams: data.LIMIT_STREAMS, clientStreams: data.LIMIT_CLIENT_STREAMS },
    changes: { keep: data.KEEP_CHANGES, buffer: data.LIMIT_STREAM_BUFFER },
  };
}

/** The values allowed in a `Host` header: the configured ones and, on a loopback address, its names; undefined for any. */
function allowedHosts(host: string, configured: readonly string[]): readonly string[] | undefined {
  const names = configured.map((name) => name.toLowerCase());
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
