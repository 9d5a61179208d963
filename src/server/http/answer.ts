import type { ServerResponse } from 'node:http';
import { pagePolicy, securityHeaders } from './security-headers.js';

/** By their names in lower case. */
export type Headers = Readonly<Record<string, string>>;

/** What is sent back. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

/** An answer to what is not taken, in the form of GraphQL's own errors, which is what clients know to read. */
export function refusal(
  status: number,
  message: string,
  headers: Headers = {},
  extensions: object = {},
): Answer {
  return {
    status,
    headers: { ...headers, 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify({
      errors: [{ message, extensions: { code: 'BAD_REQUEST', ...extensions } }],
    }),
  };
}

/** The same for every answer, as Node takes it at its quickest: names and values in turn. */
const common = Object.entries(securityHeaders).flat();
/** What is said here and by nobody else. */
const ours = new Set([...Object.keys(securityHeaders), 'content-length']);
/** The same for GraphiQL's page, which has a policy of its own. */
const commonOfPages = Object.entries(securityHeaders).flatMap((header) =>
  header[0] === 'content-security-policy' ? [] : header,
);

/**
 * Sends an answer, whole, with `more` headers and those that every answer has, which nothing else replaces. A client that
 * then takes nothing of it for `patience` milliseconds is cut off. Returns whether there was a client left to send it to.
 */
export function send(
  response: ServerResponse,
  { status, headers, body }: Answer,
  more: Headers,
  patience: number,
): boolean {
  if (response.destroyed) return false;
  const isPage = headers['content-type'] === 'text/html';
  const all = isPage
    ? [...commonOfPages, 'content-security-policy', pagePolicy(body)]
    : [...common];
  for (const name in headers) if (!ours.has(name)) all.push(name, headers[name] ?? '');
  for (const name in more) all.push(name, more[name] ?? '');
  // Of an answer without content, no length may be told.
  if (status !== 204) all.push('content-length', String(Buffer.byteLength(body)));
  response.writeHead(status, all).end(body);
  // The answers that nobody takes would stay in memory as long as the connections, which may be for ever. Node sets its own
  // time again with the next request.
  const { socket } = response;
  if (socket && socket.writableLength > 0) socket.setTimeout(patience);
  return true;
}
