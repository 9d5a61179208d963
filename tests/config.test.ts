import { expect, test } from 'vitest';
import { ConfigError, readConfig } from '../src/config.js';

const defaults = {
  production: false,
  port: 4000,
  host: '127.0.0.1',
  databaseUrl: undefined,
  dataDir: '.data',
  graphiql: true,
  logSql: false,
  log: { level: 'info', variables: false },
  http: {
    body: 1_000_000,
    inFlight: 500,
    eventLoopDelay: 500,
    corsOrigins: [],
    allowedHosts: ['localhost', '127.0.0.1', '[::1]'] as readonly string[] | undefined,
  },
};
const { http, log } = defaults;

test('nothing need be set, and what is empty counts as not set', () => {
  expect(readConfig({})).toEqual(defaults);
  expect(readConfig({ PORT: '', HOST: '', DATABASE_URL: '', DATA_DIR: '', NODE_ENV: '', AUTH: '', LOG_SQL: '' })).toEqual(
    defaults,
  );
});

test('what is no setting is passed over', () => {
  expect(readConfig({ HOME: '/root', port: '1' })).toEqual(defaults);
});

test.each([
  [{ PORT: '0' }, { port: 0 }],
  [{ PORT: '65535' }, { port: 65535 }],
  [{ DATA_DIR: '/var/data' }, { dataDir: '/var/data' }],
  [{ DATABASE_URL: 'postgres://me@db/x' }, { databaseUrl: 'postgres://me@db/x' }],
  [{ DATABASE_URL: 'postgresql://me@db/x' }, { databaseUrl: 'postgresql://me@db/x' }],
  [{ NODE_ENV: 'test' }, {}],
  [{ LOG_SQL: 'on' }, { logSql: true }],
  [{ GRAPHIQL: 'off' }, { graphiql: false }],
  [{ HOST: '::1' }, { host: '::1' }],
  [{ HOST: '127.0.0.2' }, { host: '127.0.0.2', http: { ...http, allowedHosts: [...(http.allowedHosts ?? []), '127.0.0.2'] } }],
  [
    { HOST: '0.0.0.0', AUTH: 'off' },
    { host: '0.0.0.0', http: { ...http, allowedHosts: undefined } },
  ],
  [
    { HOST: '0.0.0.0', AUTH: 'off', ALLOWED_HOSTS: 'API.example, b' },
    { host: '0.0.0.0', http: { ...http, allowedHosts: ['api.example', 'b'] } },
  ],
  [{ ALLOWED_HOSTS: 'a.test' }, { http: { ...http, allowedHosts: [...(http.allowedHosts ?? []), 'a.test'] } }],
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

test('in production GraphiQL is off unless it is asked for', () => {
  const production = { NODE_ENV: 'production', AUTH: 'off' };
  expect(readConfig(production)).toEqual({ ...defaults, production: true, graphiql: false });
  expect(readConfig({ ...production, GRAPHIQL: 'on' })).toEqual({ ...defaults, production: true, graphiql: true });
});

test.each([
  [{ PORT: 'abc' }, 'PORT is "abc"; it may be a port from 0 to 65535, 0 for any free one'],
  [{ PORT: '65536' }, 'PORT is "65536"; it may be a port from 0 to 65535, 0 for any free one'],
  [{ PORT: '-1' }, 'PORT is "-1"; it may be a port from 0 to 65535, 0 for any free one'],
  [{ PORT: '4e3' }, 'PORT is "4e3"; it may be a port from 0 to 65535, 0 for any free one'],
  [{ NODE_ENV: 'prod' }, 'NODE_ENV is "prod"; it may be "development", "production" or "test"'],
  [{ LOG_SQL: 'maybe' }, 'LOG_SQL is "maybe"; it may be "on" or "off"'],
  [{ GRAPHIQL: 'true' }, 'GRAPHIQL is "true"; it may be "on" or "off"'],
  [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL is "loud"; it may be "silent", "fatal", "error", "warn", "info", "debug"'],
  [{ LIMIT_BODY: '1e9' }, 'LIMIT_BODY is "1e9"; it may be a whole number of bytes from 1 to 100000000'],
  [{ LIMIT_IN_FLIGHT: '0' }, 'LIMIT_IN_FLIGHT is "0"; it may be a whole number of requests from 1 to 100000'],
  [{ LIMIT_EVENT_LOOP_DELAY: '9' }, 'LIMIT_EVENT_LOOP_DELAY is "9"; it may be a whole number of milliseconds from 10 to 60000'],
  ...['*', 'null', 'app.example', 'https://app.example/', 'https://app.example/x', 'https://APP.example', 'ftp://a'].map(
    (origin): [Record<string, string>, string] => [
      { CORS_ORIGINS: `https://good.example,${origin}` },
      `CORS_ORIGINS is "https://good.example,${origin}"; it may be origins such as https://app.example, with commas between them`,
    ],
  ),
  ...['*', 'a:80', 'https://a', '::1'].map((host): [Record<string, string>, string] => [
    { ALLOWED_HOSTS: host },
    `ALLOWED_HOSTS is "${host}"; it may be host names without a port, with commas between them`,
  ]),
  [{ AUTH: 'on' }, 'AUTH is "on"; it may be "off", which opens the server to everyone who can reach it'],
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
    `AUTH is not set; it may be "off" ${where}, which opens the server to everyone who can reach it`,
  );
});

test('no secret is in a message', () => {
  expect(() => readConfig({ DATABASE_URL: 'mysql://me:hunter2@db/x' })).toThrow(
    'DATABASE_URL is "…"; it may be postgres://user:password@host:port/database, or unset for an embedded PostgreSQL',
  );
  expect(() => readConfig({ AUTH_JWT_SECRET: 'hunter2' })).toThrow('AUTH_JWT_SECRET is "…"; it may be unset');
});

test('of several mistakes the first in the order of the settings is told', () => {
  expect(() => readConfig({ LOG_SQL: 'x', PORT: 'x', NODE_ENV: 'x' })).toThrow('NODE_ENV is "x"');
});
