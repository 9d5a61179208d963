import type { Authentication } from '../http/authentication.js';
import { ConfigError } from './config-error.js';
import { isLoopback } from './setting-kinds.js';
import type { Settings } from './settings.js';

/** Each of these requires tokens. */
const tokenSettings = ['AUTH_JWT_SECRET', 'AUTH_JWKS_URL', 'AUTH_ISSUER', 'AUTH_AUDIENCE'] as const;

/** Reads how requests are authenticated. Throws ConfigError if that is not set, set in part, or set twice. */
export function readAuthentication(settings: Settings): Authentication {
  const {
    AUTH,
    AUTH_JWT_SECRET: secret,
    AUTH_JWKS_URL: jwksUrl,
    AUTH_ISSUER: issuer,
    AUTH_AUDIENCE: audience,
  } = settings;
  const present = tokenSettings.find((name) => settings[name] !== undefined);
  if (present === undefined) {
    const production = settings.NODE_ENV === 'production';
    if (AUTH || (!production && isLoopback(settings.HOST))) return 'off';
    const when = production ? 'in production' : 'if HOST is not a loopback address';
    throw new ConfigError(
      'AUTH',
      undefined,
      `"off" ${when}, which lets everyone read and change everything, unless AUTH_JWT_SECRET or AUTH_JWKS_URL is set`,
    );
  }
  if (AUTH) throw new ConfigError('AUTH', AUTH, `unset if ${present} is set`);
  if (secret && jwksUrl)
    throw new ConfigError('AUTH_JWKS_URL', jwksUrl, 'unset if AUTH_JWT_SECRET is set');
  const key = secret ? { secret } : jwksUrl ? { jwksUrl: new URL(jwksUrl) } : undefined;
  const when = `if ${present} is set`;
  if (!key)
    throw new ConfigError(
      'AUTH_JWT_SECRET',
      undefined,
      `a secret of at least 32 bytes ${when}, unless AUTH_JWKS_URL is set`,
    );
  if (!issuer) throw new ConfigError('AUTH_ISSUER', issuer, `the "iss" of every token ${when}`);
  if (!audience)
    throw new ConfigError('AUTH_AUDIENCE', audience, `the "aud" of every token ${when}`);
  return { key, issuer, audience };
}
