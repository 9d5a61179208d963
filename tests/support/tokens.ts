import { type CryptoKey, type JWTHeaderParameters, type JWTPayload, type KeyObject, SignJWT } from 'jose';
import type { TokenSettings } from '../../src/http/token-verifier.js';
import type { Response } from './server.js';
import { withoutCost } from './without-cost.js';

/** The secret of the servers whose tokens are signed with one. */
export const secret = 'hunter2, and then hunter3 to hunter32';

/** A server that checks tokens. */
export const tokenSettings: TokenSettings = { key: { secret }, issuer: 'https://issuer.example/', audience: 'bothends' };

type Claims = Readonly<Record<string, unknown>>;

/** What is in a token that is good for a minute. */
export function claims(scope: unknown): Claims {
  return { iss: tokenSettings.issuer, aud: tokenSettings.audience, exp: Math.floor(Date.now() / 1000) + 60, scope };
}

/** A token; signed with the servers' secret unless there is another key. */
export function token(
  payload: Claims,
  key: CryptoKey | KeyObject | Uint8Array = Buffer.from(secret),
  header: JWTHeaderParameters = { alg: 'HS256' },
): Promise<string> {
  // Such as no issuer would sign, too.
  return new SignJWT(payload as JWTPayload).setProtectedHeader(header).sign(key);
}

/** The header for a token that is good for a minute and has these scopes. */
export async function bearer(scope: unknown): Promise<Record<string, string>> {
  return { authorization: `Bearer ${await token(claims(scope))}` };
}

/** What a server answered. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Without what the operation cost. */
  readonly body: Response;
}

/** Sends an operation with these headers. */
export async function post(url: string, query: string, headers: Record<string, string>, variables?: object): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  });
  // The endpoint answers nothing else.
  return { status: response.status, headers: response.headers, body: withoutCost((await response.json()) as Response) };
}
