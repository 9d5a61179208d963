import { z } from 'zod';
import { poolDefaults } from '../../postgres/connect.js';
import { liveDefaults } from '../../postgres/live/live-changes.js';
import { maximumResult } from '../../postgres/result-size.js';
import { schemaOfUrl, schemaRule } from '../../postgres/schema-name.js';
import { httpDefaults } from '../http/http-options.js';
import { defaultMaximumBody } from '../http/request-body.js';
import { defaultLimits } from '../limits/document-limits.js';
import { defaultOperationLimits } from '../limits/operation-limits.js';
import { defaultStreamLimits } from '../limits/stream-counts.js';
import { logLevels } from '../log.js';
import {
  isHeaderName,
  isHostName,
  isKeysUrl,
  isOrigin,
  list,
  onOff,
  whole,
  wholeNumber,
} from './setting-kinds.js';

const port = 'a port from 0 to 65535 (0 for any free port)';
/** The valid values of LIMIT_RATE. */
export const rate = 'a whole number from LIMIT_COST to 9999999999, or "off"';

/** Every setting: its valid values, which the error for any other lists, and its default. */
export const settings = z.object({
  NODE_ENV: z
    .enum(['development', 'production', 'test'], '"development", "production" or "test"')
    .default('development'),
  PORT: wholeNumber(0, 65535, port).default(4000),
  HOST: z.string().default('127.0.0.1'),
  /** Unset for the embedded PostgreSQL. */
  DATABASE_URL: z
    .string()
    .regex(
      /^postgres(ql)?:\/\//,
      'postgres://user:password@host:port/database, or unset for the embedded PostgreSQL',
    )
    .refine(namesOneSchema, schemaRule)
    .optional(),
  /** The folder of the embedded PostgreSQL. */
  DATA_DIR: z.string().default('.data'),
  /** Whether the sample data is added to an embedded PostgreSQL that is empty. */
  SAMPLE_DATA: onOff().optional(),
  AUTH: z
    .enum(['off'], '"off", which lets everyone read and change everything, or unset')
    .optional(),
  LIMIT_COST: whole(1, 1_000_000_000, defaultOperationLimits.cost),
  LIMIT_TIME: whole(1, 1_000_000_000, defaultOperationLimits.time, 'milliseconds'),
  LIMIT_BYTES: whole(1, maximumResult, defaultOperationLimits.bytes),
  LIMIT_RATE: z.union([z.literal('off'), wholeNumber(1, 9_999_999_999, rate)], rate).optional(),
  TRUST_PROXY: whole(0, 100, httpDefaults.proxies),
  /** RFC 7518, 3.2: the key of HS256 has at least the size of its hash. */
  AUTH_JWT_SECRET: z
    .string()
    .refine((secret) => Buffer.byteLength(secret) >= 32, 'a secret of at least 32 bytes')
    .optional(),
  AUTH_JWKS_URL: z
    .string()
    .refine(
      isKeysUrl,
      'an https URL, or an http URL of a loopback address, without a user and password',
    )
    .optional(),
  AUTH_ISSUER: z.string().optional(),
  AUTH_AUDIENCE: z.string().optional(),
  GRAPHIQL: onOff().optional(),
  LOG_SQL: onOff().default('off'),
  // Depth is limited to 200, because the stack overflows at a depth of about 2,000.
  LIMIT_TOKENS: whole(1, 1_000_000, defaultLimits.tokens),
  LIMIT_DEPTH: whole(1, 200, defaultLimits.depth),
  LIMIT_ALIASES: whole(1, 1_000_000, defaultLimits.aliases),
  LIMIT_DIRECTIVES: whole(1, 1_000_000, defaultLimits.directives),
  LIMIT_ROOT_FIELDS: whole(1, 1_000_000, defaultLimits.rootFields),
  LIMIT_FILTER_DEPTH: whole(1, 200, defaultLimits.filterDepth),
  INTROSPECTION: onOff().optional(),
  /** The path of a manifest, a JSON object of documents by ID. */
  TRUSTED_DOCUMENTS: z.string().optional(),
  LOG_LEVEL: z.enum(logLevels, logLevels.map((level) => `"${level}"`).join(', ')).default('info'),
  LOG_VARIABLES: onOff().default('off'),
  LIMIT_BODY: whole(1, 100_000_000, defaultMaximumBody, 'bytes'),
  LIMIT_STREAMS: whole(1, 100_000, defaultStreamLimits.streams, 'subscriptions'),
  LIMIT_CLIENT_STREAMS: whole(1, 100_000, defaultStreamLimits.clientStreams, 'subscriptions'),
  LIMIT_STREAM_BUFFER: whole(100, 10_000_000, liveDefaults.buffer, 'changes'),
  KEEP_CHANGES: whole(60, 604_800, liveDefaults.keep, 'seconds'),
  LIMIT_IN_FLIGHT: whole(1, 100_000, httpDefaults.inFlight, 'requests'),
  LIMIT_EVENT_LOOP_DELAY: whole(10, 60_000, httpDefaults.eventLoopDelay, 'milliseconds'),
  CORS_ORIGINS: list(isOrigin, 'origins such as https://app.example, separated by commas'),
  CORS_HEADERS: list(isHeaderName, 'header names, separated by commas', httpDefaults.corsHeaders),
  ALLOWED_HOSTS: list(isHostName, 'host names without ports, separated by commas'),
  POOL_SIZE: whole(1, 1000, poolDefaults.size),
  POOL_WAIT: whole(1, 600_000, poolDefaults.wait),
});

/** The values of the settings. */
export type Settings = z.infer<typeof settings>;

function namesOneSchema(url: string): boolean {
  try {
    schemaOfUrl(url);
    return true;
  } catch {
    return false;
  }
}
