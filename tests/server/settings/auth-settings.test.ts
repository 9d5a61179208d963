import { describe, expect, test } from 'vitest';
import { readConfig } from '../../../src/server/settings/config.js';
import { ConfigError } from '../../../src/server/settings/config-error.js';

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
  ])('but not with keys at %s, which an attacker on the network could replace', (url) => {
    expect(() => readConfig({ AUTH_JWKS_URL: url, ...names })).toThrow(
      new Error(
        'AUTH_JWKS_URL is "…"; it must be an https URL, or an http URL of a loopback address, without a user and password',
      ),
    );
  });

  test('with a secret of at least 32 bytes, not characters', () => {
    const settings = (characters: number) => ({
      AUTH_JWT_SECRET: 'ü'.repeat(characters),
      ...names,
    });
    expect(readConfig(settings(16)).auth).not.toBe('off');
    expect(() => readConfig(settings(15))).toThrow(
      'AUTH_JWT_SECRET is "…"; it must be a secret of at least 32 bytes',
    );
  });
});

describe('incomplete or contradictory authentication is an error', () => {
  const { AUTH_ISSUER, AUTH_AUDIENCE } = names;
  const withSecret = { AUTH_JWT_SECRET: secret };
  test.each([
    [
      { ...withSecret, AUTH_AUDIENCE },
      'AUTH_ISSUER is not set; it must be the "iss" of every token if AUTH_JWT_SECRET is set',
    ],
    [
      { AUTH_JWKS_URL: jwksUrl, AUTH_ISSUER },
      'AUTH_AUDIENCE is not set; it must be the "aud" of every token if AUTH_JWKS_URL is set',
    ],
    [
      names,
      'AUTH_JWT_SECRET is not set; it must be a secret of at least 32 bytes if AUTH_ISSUER is set, unless AUTH_JWKS_URL is set',
    ],
    [
      { AUTH_AUDIENCE },
      'AUTH_JWT_SECRET is not set; it must be a secret of at least 32 bytes if AUTH_AUDIENCE is set, unless AUTH_JWKS_URL is set',
    ],
    [
      { ...withSecret, AUTH_JWKS_URL: jwksUrl, ...names },
      'AUTH_JWKS_URL is "…"; it must be unset if AUTH_JWT_SECRET is set',
    ],
    [
      { AUTH: 'off', ...withSecret, ...names },
      'AUTH is "off"; it must be unset if AUTH_JWT_SECRET is set',
    ],
    [
      { AUTH: 'off', AUTH_JWKS_URL: jwksUrl, ...names },
      'AUTH is "off"; it must be unset if AUTH_JWKS_URL is set',
    ],
    [{ AUTH: 'off', AUTH_ISSUER }, 'AUTH is "off"; it must be unset if AUTH_ISSUER is set'],
  ])('%#: %s', (environment, message) => {
    expect(() => readConfig(environment)).toThrow(ConfigError);
    expect(() => readConfig(environment)).toThrow(new Error(message));
  });
});

test.each([
  [{ NODE_ENV: 'production' }, 'in production'],
  [{ HOST: '0.0.0.0' }, 'if HOST is not a loopback address'],
  [{ HOST: '::' }, 'if HOST is not a loopback address'],
])('with %o, AUTH or a key must be set', (environment, when) => {
  expect(() => readConfig(environment)).toThrow(
    `AUTH is not set; it must be "off" ${when}, which lets everyone read and change everything, unless AUTH_JWT_SECRET or AUTH_JWKS_URL is set`,
  );
});
