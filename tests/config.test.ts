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
  pool: { size: 10, wait: 10_000 },
};

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
  [{ POOL_SIZE: '1' }, { pool: { size: 1, wait: 10_000 } }],
  [{ POOL_SIZE: '1000', POOL_WAIT: '600000' }, { pool: { size: 1_000, wait: 600_000 } }],
  [{ HOST: '::1' }, { host: '::1' }],
  [{ HOST: '0.0.0.0', AUTH: 'off' }, { host: '0.0.0.0' }],
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
  [{ POOL_SIZE: '0' }, 'POOL_SIZE is "0"; it may be a whole number from 1 to 1000'],
  [{ POOL_SIZE: '1001' }, 'POOL_SIZE is "1001"; it may be a whole number from 1 to 1000'],
  [{ POOL_SIZE: '2.5' }, 'POOL_SIZE is "2.5"; it may be a whole number from 1 to 1000'],
  [{ POOL_WAIT: '600001' }, 'POOL_WAIT is "600001"; it may be a whole number from 1 to 600000'],
  [{ POOL_WAIT: '1s' }, 'POOL_WAIT is "1s"; it may be a whole number from 1 to 600000'],
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
