import { describe, expect, test } from 'vitest';
import { ConfigError, readConfig } from '../../src/server/config.js';
import { defaultCorsHeaders } from '../../src/server/http/cross-origin.js';
import { defaultLimits } from '../../src/server/plugins/document-limits.js';

const defaults = {
  production: false,
  port: 4000,
  host: '127.0.0.1',
  databaseUrl: undefined,
  dataDir: '.data',
  sampleData: true,
  operationLimits: { cost: 30_000, time: 10_000, rate: undefined },
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
};
const { http, log } = defaults;

test('nothing need be set, and what is empty counts as not set', () => {
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

test('what is no setting is passed over', () => {
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
])('%o is taken as it is', (environment, config) => {
  expect(readConfig(environment)).toEqual({ ...defaults, ...config });
});

test('each limit of documents is taken as it is', () => {
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

test('sample data is for the embedded PostgreSQL', () => {
  const DATABASE_URL = 'postgres://me@localhost/x';
  expect(readConfig({ SAMPLE_DATA: 'off' })).toEqual({ ...defaults, sampleData: false });
  expect(readConfig({ DATABASE_URL }).sampleData).toBe(false);
  expect(readConfig({ DATABASE_URL, SAMPLE_DATA: 'off' }).sampleData).toBe(false);
  expect(() => readConfig({ DATABASE_URL, SAMPLE_DATA: 'on' })).toThrow(
    new ConfigError(
      'SAMPLE_DATA',
      'on',
      '"off" or not set where DATABASE_URL is set, whose database "npm run seed" fills',
    ),
  );
});

test('where documents are trusted there is no GraphiQL', () => {
  const trusting = { TRUSTED_DOCUMENTS: 'persisted-documents.json' };
  expect(readConfig(trusting)).toMatchObject({
    graphiql: false,
    documents: { trusted: 'persisted-documents.json' },
  });
  expect(readConfig({ ...trusting, GRAPHIQL: 'off' }).graphiql).toBe(false);
  expect(() => readConfig({ ...trusting, GRAPHIQL: 'on' })).toThrow(
    new ConfigError(
      'GRAPHIQL',
      'on',
      '"off" or not set where TRUSTED_DOCUMENTS is set, as nothing else is answered then',
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

  test('GraphiQL and introspection are off unless they are asked for', () => {
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

  test('there is no sample data unless it is asked for', () => {
    expect(readConfig({ ...production, SAMPLE_DATA: 'on' })).toEqual({
      ...productionDefaults,
      sampleData: true,
    });
  });

  test('a client may ask in a minute for twenty times what an operation may cost, unless it is set', () => {
    const rate = (set: object) => readConfig({ ...production, ...set }).operationLimits.rate;
    expect(rate({ LIMIT_COST: '500' })).toBe(10_000);
    expect(rate({ LIMIT_RATE: '30000' })).toBe(30_000);
    expect(rate({ LIMIT_RATE: 'off' })).toBeUndefined();
  });
});

test.each([
  [{ LIMIT_COST: '1' }, { cost: 1 }],
  [{ LIMIT_TIME: '250' }, { time: 250 }],
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
  [{ PORT: 'abc' }, 'PORT is "abc"; it may be a port from 0 to 65535, 0 for any free one'],
  [{ PORT: '65536' }, 'PORT is "65536"; it may be a port from 0 to 65535, 0 for any free one'],
  [{ PORT: '-1' }, 'PORT is "-1"; it may be a port from 0 to 65535, 0 for any free one'],
  [{ PORT: '4e3' }, 'PORT is "4e3"; it may be a port from 0 to 65535, 0 for any free one'],
  [{ NODE_ENV: 'prod' }, 'NODE_ENV is "prod"; it may be "development", "production" or "test"'],
  [{ LOG_SQL: 'maybe' }, 'LOG_SQL is "maybe"; it may be "on" or "off"'],
  [{ GRAPHIQL: 'true' }, 'GRAPHIQL is "true"; it may be "on" or "off"'],
  [{ INTROSPECTION: 'yes' }, 'INTROSPECTION is "yes"; it may be "on" or "off"'],
  [{ LIMIT_TOKENS: '0' }, 'LIMIT_TOKENS is "0"; it may be a whole number from 1 to 1000000'],
  [{ LIMIT_TOKENS: '1e3' }, 'LIMIT_TOKENS is "1e3"; it may be a whole number from 1 to 1000000'],
  [{ LIMIT_DEPTH: '201' }, 'LIMIT_DEPTH is "201"; it may be a whole number from 1 to 200'],
  [
    { LIMIT_FILTER_DEPTH: '-1' },
    'LIMIT_FILTER_DEPTH is "-1"; it may be a whole number from 1 to 200',
  ],
  [
    { LIMIT_ALIASES: '1000001' },
    'LIMIT_ALIASES is "1000001"; it may be a whole number from 1 to 1000000',
  ],
  [
    { LIMIT_DIRECTIVES: 'no' },
    'LIMIT_DIRECTIVES is "no"; it may be a whole number from 1 to 1000000',
  ],
  [
    { LIMIT_ROOT_FIELDS: '1.5' },
    'LIMIT_ROOT_FIELDS is "1.5"; it may be a whole number from 1 to 1000000',
  ],
  [{ LIMIT_COST: '0' }, 'LIMIT_COST is "0"; it may be a whole number from 1 to 1000000000'],
  [
    { LIMIT_TIME: '1.5' },
    'LIMIT_TIME is "1.5"; it may be a whole number of milliseconds from 1 to 1000000000',
  ],
  [
    { LIMIT_RATE: 'on' },
    'LIMIT_RATE is "on"; it may be a whole number from LIMIT_COST to 9999999999, or "off"',
  ],
  [
    { LIMIT_RATE: '29999' },
    'LIMIT_RATE is "29999"; it may be a whole number from LIMIT_COST to 9999999999, or "off"',
  ],
  [{ TRUST_PROXY: 'true' }, 'TRUST_PROXY is "true"; it may be a whole number from 0 to 100'],
  [
    { LOG_LEVEL: 'loud' },
    'LOG_LEVEL is "loud"; it may be "silent", "fatal", "error", "warn", "info", "debug"',
  ],
  [
    { LIMIT_BODY: '1e9' },
    'LIMIT_BODY is "1e9"; it may be a whole number of bytes from 1 to 100000000',
  ],
  [
    { LIMIT_IN_FLIGHT: '0' },
    'LIMIT_IN_FLIGHT is "0"; it may be a whole number of requests from 1 to 100000',
  ],
  [
    { LIMIT_EVENT_LOOP_DELAY: '9' },
    'LIMIT_EVENT_LOOP_DELAY is "9"; it may be a whole number of milliseconds from 10 to 60000',
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
    `CORS_ORIGINS is "https://good.example,${origin}"; it may be origins such as https://app.example, with commas between them`,
  ]),
  ...['a b', 'a:', '"a"'].map((name): [Record<string, string>, string] => [
    { CORS_HEADERS: `authorization,${name}` },
    `CORS_HEADERS is ${JSON.stringify(`authorization,${name}`)}; it may be names of headers, with commas between them`,
  ]),
  ...['*', 'a:80', 'https://a', '::1'].map((host): [Record<string, string>, string] => [
    { ALLOWED_HOSTS: host },
    `ALLOWED_HOSTS is "${host}"; it may be host names without a port, with commas between them`,
  ]),
  [{ POOL_SIZE: '0' }, 'POOL_SIZE is "0"; it may be a whole number from 1 to 1000'],
  [{ POOL_SIZE: '1001' }, 'POOL_SIZE is "1001"; it may be a whole number from 1 to 1000'],
  [{ POOL_SIZE: '2.5' }, 'POOL_SIZE is "2.5"; it may be a whole number from 1 to 1000'],
  [{ POOL_WAIT: '600001' }, 'POOL_WAIT is "600001"; it may be a whole number from 1 to 600000'],
  [{ POOL_WAIT: '1s' }, 'POOL_WAIT is "1s"; it may be a whole number from 1 to 600000'],
  [
    { AUTH: 'on' },
    'AUTH is "on"; it may be "off", which opens the server to everyone who can reach it',
  ],
])('%o is an error that says what it may be', (environment, message) => {
  expect(() => readConfig(environment)).toThrow(ConfigError);
  expect(() => readConfig(environment)).toThrow(new Error(message));
});

test.each([
  [{ NODE_ENV: 'production' }, 'in production'],
  [{ HOST: '0.0.0.0' }, 'where HOST is not of this machine alone'],
  [{ HOST: '::' }, 'where HOST is not of this machine alone'],
])('with %o nobody is let in unless AUTH says so', (environment, where) => {
  expect(() => readConfig(environment)).toThrow(
    `AUTH is not set; it may be "off" ${where}, which opens the server to everyone who can reach it, or unset with AUTH_JWT_SECRET or AUTH_JWKS_URL`,
  );
});

const secret = 'a secret of just thirty-two bytes';
const jwksUrl = 'https://keys.example/jwks.json';
const names = { AUTH_ISSUER: 'https://issuer.example/', AUTH_AUDIENCE: 'bothends' };

describe('tokens are checked', () => {
  const settings = { issuer: names.AUTH_ISSUER, audience: names.AUTH_AUDIENCE };

  test.each([{}, { HOST: '0.0.0.0' }])('with a secret, with %o', (host) => {
    expect(readConfig({ AUTH_JWT_SECRET: secret, ...names, ...host }).auth).toEqual({
      key: { secret },
      ...settings,
    });
  });

  test('in production', () => {
    expect(readConfig({ AUTH_JWT_SECRET: secret, ...names, NODE_ENV: 'production' }).auth).not.toBe(
      'off',
    );
  });

  test.each([jwksUrl, 'http://127.0.0.1:8080/', 'http://localhost/jwks', 'http://[::1]:8080/'])(
    'with the keys at %s',
    (url) => {
      expect(readConfig({ AUTH_JWKS_URL: url, ...names }).auth).toEqual({
        key: { jwksUrl: new URL(url) },
        ...settings,
      });
    },
  );

  test.each([
    'http://keys.example/',
    'http://127.0.0.1.example/',
    'ftp://127.0.0.1/',
    'file:///jwks.json',
    'keys.example',
    '/',
  ])('but not with keys at %s, which somebody on the way could exchange', (url) => {
    expect(() => readConfig({ AUTH_JWKS_URL: url, ...names })).toThrow(
      new Error(
        'AUTH_JWKS_URL is "…"; it may be an https URL without a password in it, or an http one of this machine',
      ),
    );
  });

  test('with a secret whose length is counted in bytes', () => {
    const settings = (characters: number) => ({
      AUTH_JWT_SECRET: 'ü'.repeat(characters),
      ...names,
    });
    expect(readConfig(settings(16)).auth).not.toBe('off');
    expect(() => readConfig(settings(15))).toThrow(
      'AUTH_JWT_SECRET is "…"; it may be a secret of at least 32 bytes',
    );
  });
});

describe('what is set in part, or twice, is an error', () => {
  const { AUTH_ISSUER, AUTH_AUDIENCE } = names;
  const withSecret = { AUTH_JWT_SECRET: secret };
  test.each([
    [
      { ...withSecret, AUTH_AUDIENCE },
      'AUTH_ISSUER is not set; it may be the "iss" of every token, and must be set where AUTH_JWT_SECRET is',
    ],
    [
      { AUTH_JWKS_URL: jwksUrl, AUTH_ISSUER },
      'AUTH_AUDIENCE is not set; it may be the "aud" of every token, and must be set where AUTH_JWKS_URL is',
    ],
    [
      names,
      'AUTH_JWT_SECRET is not set; it may be a secret of at least 32 bytes, and must be set where AUTH_ISSUER is, or AUTH_JWKS_URL instead',
    ],
    [
      { AUTH_AUDIENCE },
      'AUTH_JWT_SECRET is not set; it may be a secret of at least 32 bytes, and must be set where AUTH_AUDIENCE is, or AUTH_JWKS_URL instead',
    ],
    [
      { ...withSecret, AUTH_JWKS_URL: jwksUrl, ...names },
      'AUTH_JWKS_URL is "…"; it may be unset where AUTH_JWT_SECRET is set',
    ],
    [
      { AUTH: 'off', ...withSecret, ...names },
      'AUTH is "off"; it may be "off" only without AUTH_JWT_SECRET',
    ],
    [
      { AUTH: 'off', AUTH_JWKS_URL: jwksUrl, ...names },
      'AUTH is "off"; it may be "off" only without AUTH_JWKS_URL',
    ],
    [{ AUTH: 'off', AUTH_ISSUER }, 'AUTH is "off"; it may be "off" only without AUTH_ISSUER'],
  ])('%#: %s', (environment, message) => {
    expect(() => readConfig(environment)).toThrow(ConfigError);
    expect(() => readConfig(environment)).toThrow(new Error(message));
  });
});

test('no secret is in a message', () => {
  expect(() => readConfig({ DATABASE_URL: 'mysql://me:hunter2@db/x' })).toThrow(
    'DATABASE_URL is "…"; it may be postgres://user:password@host:port/database, or unset for an embedded PostgreSQL',
  );
  expect(() => readConfig({ AUTH_JWT_SECRET: 'hunter2' })).toThrow(
    'AUTH_JWT_SECRET is "…"; it may be a secret of at least 32 bytes',
  );
  expect(() => readConfig({ AUTH_JWKS_URL: 'https://me:hunter2@keys.example' })).toThrow(
    'AUTH_JWKS_URL is "…"; it may be an https URL',
  );
});

test('of several mistakes the first in the order of the settings is told', () => {
  expect(() => readConfig({ LOG_SQL: 'x', PORT: 'x', NODE_ENV: 'x' })).toThrow('NODE_ENV is "x"');
});

test.each(['', 'a&schema=b', 'pg_temp', '$user', 'x'.repeat(64), 'é'.repeat(32), '%00'])(
  'the schema %j in DATABASE_URL cannot be meant',
  (schema) => {
    const DATABASE_URL = `postgres://me:hunter2@db/x?schema=${schema}`;
    expect(() => readConfig({ DATABASE_URL })).toThrow(
      'DATABASE_URL is "…"; it may be a URL whose "schema" is given once, has 1 to 63 bytes, and is neither "$user" nor begins with "pg_"',
    );
  },
);

test.each(['tenant', 'x'.repeat(63), 'é'.repeat(31), 'A%20%22b%22'])(
  'the schema %j in DATABASE_URL can be',
  (schema) => {
    const DATABASE_URL = `postgres://me@db/x?sslmode=require&schema=${schema}`;
    expect(readConfig({ DATABASE_URL }).databaseUrl).toBe(DATABASE_URL);
  },
);
