import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { defaultCorsHeaders } from '../../../src/server/http/cross-origin.js';
import { defaultLimits } from '../../../src/server/limits/document-limits.js';
import { readConfig } from '../../../src/server/settings/config.js';
import { ConfigError } from '../../../src/server/settings/config-error.js';
import { settings } from '../../../src/server/settings/settings.js';

const defaults = {
  production: false,
  port: 4000,
  host: '127.0.0.1',
  databaseUrl: undefined,
  dataDir: '.data',
  sampleData: true,
  operationLimits: { cost: 30_000, time: 10_000, bytes: 50_000_000, rate: undefined },
  auth: 'off',
  graphiql: true,
  logSql: false,
  documents: { limits: defaultLimits, introspection: true, trusted: undefined },
  log: { level: 'info', variables: false },
  http: {
    body: 1_000_000,
    inFlight: 500,
    eventLoopDelay: 500,
    corsOrigins: [],
    corsHeaders: defaultCorsHeaders,
    proxies: 0,
    allowedHosts: ['localhost', '127.0.0.1', '[::1]'] as readonly string[] | undefined,
  },
  pool: { size: 10, wait: 10_000 },
  streamLimits: { streams: 2_000, clientStreams: 100 },
  changes: { keep: 3_600, buffer: 20_000 },
};
const { http, log } = defaults;

test('every setting has a default, and an empty variable counts as not set', () => {
  expect(readConfig({})).toEqual(defaults);
  expect(
    readConfig({
      PORT: '',
      HOST: '',
      DATABASE_URL: '',
      DATA_DIR: '',
      NODE_ENV: '',
      AUTH: '',
      LOG_SQL: '',
    }),
  ).toEqual(defaults);
});

test('other variables are ignored', () => {
  expect(readConfig({ HOME: '/root', port: '1' })).toEqual(defaults);
});

test.each([
  [{ PORT: '0' }, { port: 0 }],
  [{ PORT: '65535' }, { port: 65535 }],
  [{ DATA_DIR: '/var/data' }, { dataDir: '/var/data' }],
  [
    { DATABASE_URL: 'postgres://me@db/x' },
    { databaseUrl: 'postgres://me@db/x', sampleData: false },
  ],
  [
    { DATABASE_URL: 'postgresql://me@db/x' },
    { databaseUrl: 'postgresql://me@db/x', sampleData: false },
  ],
  [{ NODE_ENV: 'test' }, {}],
  [{ LOG_SQL: 'on' }, { logSql: true }],
  [{ GRAPHIQL: 'off' }, { graphiql: false }],
  [{ POOL_SIZE: '1' }, { pool: { size: 1, wait: 10_000 } }],
  [
    { LIMIT_STREAMS: '1', LIMIT_CLIENT_STREAMS: '2' },
    { streamLimits: { streams: 1, clientStreams: 2 } },
  ],
  [{ KEEP_CHANGES: '60', LIMIT_STREAM_BUFFER: '100' }, { changes: { keep: 60, buffer: 100 } }],
  [{ POOL_SIZE: '1000', POOL_WAIT: '600000' }, { pool: { size: 1_000, wait: 600_000 } }],
  [{ HOST: '::1' }, { host: '::1' }],
  [
    { HOST: '127.0.0.2' },
    {
      host: '127.0.0.2',
      http: { ...http, allowedHosts: [...(http.allowedHosts ?? []), '127.0.0.2'] },
    },
  ],
  [
    { HOST: '0.0.0.0', AUTH: 'off' },
    { host: '0.0.0.0', http: { ...http, allowedHosts: undefined } },
  ],
  [
    { HOST: '0.0.0.0', AUTH: 'off', ALLOWED_HOSTS: 'API.example, b' },
    { host: '0.0.0.0', http: { ...http, allowedHosts: ['api.example', 'b'] } },
  ],
  [
    { ALLOWED_HOSTS: 'a.test' },
    { http: { ...http, allowedHosts: [...(http.allowedHosts ?? []), 'a.test'] } },
  ],
  [
    { CORS_HEADERS: 'authorization, x-tenant' },
    { http: { ...http, corsHeaders: ['authorization', 'x-tenant'] } },
  ],
  [{ TRUST_PROXY: '2' }, { http: { ...http, proxies: 2 } }],
  [
    { CORS_ORIGINS: 'https://app.example, http://localhost:3000,' },
    { http: { ...http, corsOrigins: ['https://app.example', 'http://localhost:3000'] } },
  ],
  [
    { LIMIT_BODY: '1', LIMIT_IN_FLIGHT: '2', LIMIT_EVENT_LOOP_DELAY: '30' },
    { http: { ...http, body: 1, inFlight: 2, eventLoopDelay: 30 } },
  ],
  [{ LOG_LEVEL: 'debug' }, { log: { ...log, level: 'debug' } }],
  [{ LOG_VARIABLES: 'on' }, { log: { ...log, variables: true } }],
])('%o is read', (environment, config) => {
  expect(readConfig(environment)).toEqual({ ...defaults, ...config });
});

test('every limit of documents is read', () => {
  const limits = {
    LIMIT_TOKENS: '1',
    LIMIT_DEPTH: '200',
    LIMIT_ALIASES: '3',
    LIMIT_DIRECTIVES: '4',
    LIMIT_ROOT_FIELDS: '5',
    LIMIT_FILTER_DEPTH: '6',
  };
  expect(readConfig(limits).documents.limits).toEqual({
    tokens: 1,
    depth: 200,
    aliases: 3,
    directives: 4,
    rootFields: 5,
    filterDepth: 6,
  });
});

test('only the embedded PostgreSQL gets sample data', () => {
  const DATABASE_URL = 'postgres://me@localhost/x';
  expect(readConfig({ SAMPLE_DATA: 'off' })).toEqual({ ...defaults, sampleData: false });
  expect(readConfig({ DATABASE_URL }).sampleData).toBe(false);
  expect(readConfig({ DATABASE_URL, SAMPLE_DATA: 'off' }).sampleData).toBe(false);
  expect(() => readConfig({ DATABASE_URL, SAMPLE_DATA: 'on' })).toThrow(
    new ConfigError(
      'SAMPLE_DATA',
      'on',
      '"off" or unset if DATABASE_URL is set (use "npm run seed")',
    ),
  );
});

test('with trusted documents, GraphiQL is off', () => {
  const trusted = { TRUSTED_DOCUMENTS: 'persisted-documents.json' };
  expect(readConfig(trusted)).toMatchObject({
    graphiql: false,
    documents: { trusted: 'persisted-documents.json' },
  });
  expect(readConfig({ ...trusted, GRAPHIQL: 'off' }).graphiql).toBe(false);
  expect(() => readConfig({ ...trusted, GRAPHIQL: 'on' })).toThrow(
    new ConfigError(
      'GRAPHIQL',
      'on',
      '"off" or unset if TRUSTED_DOCUMENTS is set, because no other documents are executed',
    ),
  );
});

describe('in production', () => {
  const production = { NODE_ENV: 'production', AUTH: 'off' };
  const limits = { ...defaults.operationLimits, rate: 600_000 };
  const documents = { ...defaults.documents, introspection: false };
  const productionDefaults = {
    ...defaults,
    production: true,
    graphiql: false,
    sampleData: false,
    operationLimits: limits,
    documents,
  };

  test('GraphiQL and introspection are off by default', () => {
    expect(readConfig(production)).toEqual(productionDefaults);
    expect(readConfig({ ...production, GRAPHIQL: 'on' })).toEqual({
      ...productionDefaults,
      graphiql: true,
    });
    expect(readConfig({ ...production, INTROSPECTION: 'on' })).toEqual({
      ...productionDefaults,
      documents: defaults.documents,
    });
    expect(readConfig({ INTROSPECTION: 'off' }).documents.introspection).toBe(false);
  });

  test('there is no sample data by default', () => {
    expect(readConfig({ ...production, SAMPLE_DATA: 'on' })).toEqual({
      ...productionDefaults,
      sampleData: true,
    });
  });

  test('the default rate limit is twenty times the cost limit', () => {
    const rate = (set: object) => readConfig({ ...production, ...set }).operationLimits.rate;
    expect(rate({ LIMIT_COST: '500' })).toBe(10_000);
    expect(rate({ LIMIT_RATE: '30000' })).toBe(30_000);
    expect(rate({ LIMIT_RATE: 'off' })).toBeUndefined();
  });
});

test.each([
  [{ LIMIT_COST: '1' }, { cost: 1 }],
  [{ LIMIT_TIME: '250' }, { time: 250 }],
  [{ LIMIT_BYTES: '250000000' }, { bytes: 250_000_000 }],
  [{ LIMIT_RATE: '30000' }, { rate: 30_000 }],
  [{ LIMIT_RATE: 'off' }, {}],
  [
    { LIMIT_RATE: '100', LIMIT_COST: '100' },
    { rate: 100, cost: 100 },
  ],
])('%o is a limit', (environment, limits) => {
  expect(readConfig(environment)).toEqual({
    ...defaults,
    operationLimits: { ...defaults.operationLimits, ...limits },
  });
});

test.each([
  [{ PORT: 'abc' }, 'PORT is "abc"; it must be a port from 0 to 65535 (0 for any free port)'],
  [{ PORT: '65536' }, 'PORT is "65536"; it must be a port from 0 to 65535 (0 for any free port)'],
  [{ PORT: '-1' }, 'PORT is "-1"; it must be a port from 0 to 65535 (0 for any free port)'],
  [{ PORT: '4e3' }, 'PORT is "4e3"; it must be a port from 0 to 65535 (0 for any free port)'],
  [{ NODE_ENV: 'prod' }, 'NODE_ENV is "prod"; it must be "development", "production" or "test"'],
  [{ LOG_SQL: 'maybe' }, 'LOG_SQL is "maybe"; it must be "on" or "off"'],
  [{ GRAPHIQL: 'true' }, 'GRAPHIQL is "true"; it must be "on" or "off"'],
  [{ INTROSPECTION: 'yes' }, 'INTROSPECTION is "yes"; it must be "on" or "off"'],
  [{ LIMIT_TOKENS: '0' }, 'LIMIT_TOKENS is "0"; it must be a whole number from 1 to 1000000'],
  [{ LIMIT_TOKENS: '1e3' }, 'LIMIT_TOKENS is "1e3"; it must be a whole number from 1 to 1000000'],
  [{ LIMIT_DEPTH: '201' }, 'LIMIT_DEPTH is "201"; it must be a whole number from 1 to 200'],
  [
    { LIMIT_FILTER_DEPTH: '-1' },
    'LIMIT_FILTER_DEPTH is "-1"; it must be a whole number from 1 to 200',
  ],
  [
    { LIMIT_ALIASES: '1000001' },
    'LIMIT_ALIASES is "1000001"; it must be a whole number from 1 to 1000000',
  ],
  [
    { LIMIT_DIRECTIVES: 'no' },
    'LIMIT_DIRECTIVES is "no"; it must be a whole number from 1 to 1000000',
  ],
  [
    { LIMIT_ROOT_FIELDS: '1.5' },
    'LIMIT_ROOT_FIELDS is "1.5"; it must be a whole number from 1 to 1000000',
  ],
  [{ LIMIT_COST: '0' }, 'LIMIT_COST is "0"; it must be a whole number from 1 to 1000000000'],
  [
    { LIMIT_TIME: '1.5' },
    'LIMIT_TIME is "1.5"; it must be a whole number of milliseconds from 1 to 1000000000',
  ],
  [
    { LIMIT_RATE: 'on' },
    'LIMIT_RATE is "on"; it must be a whole number from LIMIT_COST to 9999999999, or "off"',
  ],
  [
    { LIMIT_RATE: '29999' },
    'LIMIT_RATE is "29999"; it must be a whole number from LIMIT_COST to 9999999999, or "off"',
  ],
  [{ TRUST_PROXY: 'true' }, 'TRUST_PROXY is "true"; it must be a whole number from 0 to 100'],
  [
    { LOG_LEVEL: 'loud' },
    'LOG_LEVEL is "loud"; it must be "silent", "fatal", "error", "warn", "info", "debug"',
  ],
  [
    { LIMIT_BODY: '1e9' },
    'LIMIT_BODY is "1e9"; it must be a whole number of bytes from 1 to 100000000',
  ],
  [
    { LIMIT_IN_FLIGHT: '0' },
    'LIMIT_IN_FLIGHT is "0"; it must be a whole number of requests from 1 to 100000',
  ],
  [
    { LIMIT_EVENT_LOOP_DELAY: '9' },
    'LIMIT_EVENT_LOOP_DELAY is "9"; it must be a whole number of milliseconds from 10 to 60000',
  ],
  ...[
    '*',
    'null',
    'app.example',
    'https://app.example/',
    'https://app.example/x',
    'https://APP.example',
    'ftp://a',
  ].map((origin): [Record<string, string>, string] => [
    { CORS_ORIGINS: `https://good.example,${origin}` },
    `CORS_ORIGINS is "https://good.example,${origin}"; it must be origins such as https://app.example, separated by commas`,
  ]),
  ...['a b', 'a:', '"a"'].map((name): [Record<string, string>, string] => [
    { CORS_HEADERS: `authorization,${name}` },
    `CORS_HEADERS is ${JSON.stringify(`authorization,${name}`)}; it must be header names, separated by commas`,
  ]),
  ...['*', 'a:80', 'https://a', '::1'].map((host): [Record<string, string>, string] => [
    { ALLOWED_HOSTS: host },
    `ALLOWED_HOSTS is "${host}"; it must be host names without ports, separated by commas`,
  ]),
  [{ POOL_SIZE: '0' }, 'POOL_SIZE is "0"; it must be a whole number from 1 to 1000'],
  [{ POOL_SIZE: '1001' }, 'POOL_SIZE is "1001"; it must be a whole number from 1 to 1000'],
  [{ POOL_SIZE: '2.5' }, 'POOL_SIZE is "2.5"; it must be a whole number from 1 to 1000'],
  [{ POOL_WAIT: '600001' }, 'POOL_WAIT is "600001"; it must be a whole number from 1 to 600000'],
  [{ POOL_WAIT: '1s' }, 'POOL_WAIT is "1s"; it must be a whole number from 1 to 600000'],
  [
    { AUTH: 'on' },
    'AUTH is "on"; it must be "off", which lets everyone read and change everything, or unset',
  ],
])('%o is an error that lists the valid values', (environment, message) => {
  expect(() => readConfig(environment)).toThrow(ConfigError);
  expect(() => readConfig(environment)).toThrow(new Error(message));
});

test('messages contain no secrets', () => {
  expect(() => readConfig({ DATABASE_URL: 'mysql://me:hunter2@db/x' })).toThrow(
    'DATABASE_URL is "…"; it must be postgres://user:password@host:port/database, or unset for the embedded PostgreSQL',
  );
  expect(() => readConfig({ AUTH_JWT_SECRET: 'hunter2' })).toThrow(
    'AUTH_JWT_SECRET is "…"; it must be a secret of at least 32 bytes',
  );
  expect(() => readConfig({ AUTH_JWKS_URL: 'https://me:hunter2@keys.example' })).toThrow(
    'AUTH_JWKS_URL is "…"; it must be an https URL',
  );
});

test('of several errors, that of the first setting is reported', () => {
  expect(() => readConfig({ LOG_SQL: 'x', PORT: 'x', NODE_ENV: 'x' })).toThrow('NODE_ENV is "x"');
});

test.each(['', 'a&schema=b', 'pg_temp', '$user', 'x'.repeat(64), 'é'.repeat(32), '%00'])(
  'the schema %j in DATABASE_URL is an error',
  (schema) => {
    const DATABASE_URL = `postgres://me:hunter2@db/x?schema=${schema}`;
    expect(() => readConfig({ DATABASE_URL })).toThrow(
      'DATABASE_URL is "…"; it must be a URL with at most one schema, whose name has 1 to 63 bytes, is not "$user" and does not begin with "pg_"',
    );
  },
);

test.each(['tenant', 'x'.repeat(63), 'é'.repeat(31), 'A%20%22b%22'])(
  'the schema %j in DATABASE_URL is accepted',
  (schema) => {
    const DATABASE_URL = `postgres://me@db/x?sslmode=require&schema=${schema}`;
    expect(readConfig({ DATABASE_URL }).databaseUrl).toBe(DATABASE_URL);
  },
);

test('every setting is used', () => {
  const folder = new URL('../../../src/server/settings/', import.meta.url);
  const code = ['config.ts', 'auth-settings.ts'].map((name) =>
    readFileSync(new URL(name, folder), 'utf8'),
  );
  const unused = Object.keys(settings.shape).filter(
    (name) => !code.some((text) => new RegExp(`\\b${name}\\b`).test(text)),
  );
  expect(unused).toEqual([]);
});
