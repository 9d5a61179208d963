import {
  type CryptoKey,
  type JWTHeaderParameters,
  type JWTPayload,
  type KeyObject,
  SignJWT,
} from 'jose';
import type { TokenSettings } from '../../src/server/http/token-verifier.js';

/** The secret of the servers that check tokens with a secret. */
export const secret = 'hunter2, and then hunter3 to hunter32';

/** A server that checks tokens. */
export const tokenSettings: TokenSettings = {
  key: { secret },
  issuer: 'https://issuer.example/',
  audience: 'bothends',
};

type Claims = Readonly<Record<string, unknown>>;

/** The claims of a token that is valid for a minute. */
export function claims(scope: unknown): Claims {
  return {
    iss: tokenSettings.issuer,
    aud: tokenSettings.audience,
    exp: Math.floor(Date.now() / 1000) + 60,
    scope,
  };
}

/** A token, signed with the servers' secret by default. */
export function token(
  payload: Claims,
  key: CryptoKey | KeyObject | Uint8Array = Buffer.from(secret),
  header: JWTHeaderParameters = { alg: 'HS256' },
): Promise<string> {
  // Claims of invalid tokens are no JWTPayload.
  return new SignJWT(payload as JWTPayload).setProtectedHeader(header).sign(key);
}

/** The header with a token that is valid for a minute and has these scopes. */
export async function bearer(scope: unknown): Promise<Record<string, string>> {
  return { authorization: `Bearer ${await token(claims(scope))}` };
}
