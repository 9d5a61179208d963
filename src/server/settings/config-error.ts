/** A setting has an invalid value. The message is one line: which setting, its value, and what it must be. */
export class ConfigError extends Error {
  constructor(setting: string, value: string | undefined, mustBe: string) {
    const is = value === undefined ? 'not set' : JSON.stringify(isSecret(setting) ? '…' : value);
    super(`${setting} is ${is}; it must be ${mustBe}`);
  }
}

/** Whether a setting must not end up in a log. A URL may contain a password. */
function isSecret(setting: string): boolean {
  return setting === 'DATABASE_URL' || setting === 'AUTH_JWT_SECRET' || setting === 'AUTH_JWKS_URL';
}
