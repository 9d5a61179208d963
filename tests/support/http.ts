import {
  request as httpRequest,
  type IncomingHttpHeaders,
  type OutgoingHttpHeaders,
} from 'node:http';
import { connect, type Socket } from 'node:net';

/** A response, unparsed. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A request; `fetch` would not let a test set the headers `host`, `origin` and `sec-fetch-site`. */
export interface HttpRequest {
  readonly method?: string;
  /** The request target, as it is written into the request line. */
  readonly path?: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string | Buffer;
}

/** Sends a request and returns the response. */
export function request(
  url: string,
  { method = 'GET', path, headers = {}, body }: HttpRequest = {},
): Promise<HttpAnswer> {
  const { hostname, port, pathname, search } = new URL(url);
  return new Promise((answered, failed) => {
    const sent = httpRequest(
      { hostname, port, method, path: path ?? pathname + search, headers, agent: false },
      (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('error', failed);
        response.on('end', () =>
          answered({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(parts).toString(),
          }),
        );
      },
    );
    sent.on('error', failed);
    sent.end(body);
  });
}

/** A POST request with an operation. */
export function operation(
  query: string,
  more: object = {},
): HttpRequest & { readonly headers: OutgoingHttpHeaders } {
  return {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, ...more }),
  };
}

/** The body of the response to `{ __typename }`. */
export const typenameAnswer =
  '{"data":{"__typename":"Query"},"extensions":{"cost":{"requested":1,"limit":30000}}}';

/** The errors in a response. */
export function errorsOf({
  body,
}: HttpAnswer): { message: string; extensions?: Record<string, unknown> }[] {
  return JSON.parse(body).errors;
}

/** Opens a connection and sends bytes over it; `received` returns all bytes received so far. */
export function openRaw(
  url: string,
  bytes: string | Buffer = '',
): { readonly socket: Socket; received(): string; closed: Promise<void> } {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let received = '';
  socket.on('data', (chunk) => {
    received += chunk.toString('latin1');
  });
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  socket.on('error', () => {});
  if (bytes.length > 0) socket.write(bytes);
  return { socket, received: () => received, closed };
}

/** Sends bytes over a new connection, and returns all bytes received until the server closes it. */
export async function sendRaw(url: string, bytes: string | Buffer): Promise<string> {
  const raw = openRaw(url, bytes);
  await raw.closed;
  return raw.received();
}
