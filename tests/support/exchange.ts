import type { Response } from './server.js';
import { withoutCost } from './without-cost.js';

/** An HTTP response. */
export interface Exchange {
  readonly status: number;
  readonly headers: Headers;
  /** The media type, without its parameters. */
  readonly type: string | undefined;
  /** Without the cost of the operation. */
  readonly body: Response;
}

/** Posts JSON: a value, or its text. */
export function post(
  url: string,
  body: object | string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Exchange> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return exchange(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: text,
  });
}

/** Sends a GET request with these parameters in the URL. */
export function get(
  url: string,
  parameters: Readonly<Record<string, string>>,
  headers = {},
): Promise<Exchange> {
  return exchange(`${url}?${new URLSearchParams(parameters)}`, { headers });
}

/** Rejects if there is no response within 30 seconds. */
async function exchange(url: string, init: RequestInit): Promise<Exchange> {
  const response = await fetch(url, { ...init, signal: AbortSignal.timeout(30_000) });
  const { status, headers } = response;
  const [type] = (headers.get('content-type') ?? '').split(';');
  const text = await response.text();
  return {
    status,
    headers,
    type,
    body: text === '' ? {} : withoutCost(JSON.parse(text) as Response),
  };
}
