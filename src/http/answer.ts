import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';

/** What is sent back. */
export interface Answer {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: string;
}

/** An answer to what is not taken, in the form of GraphQL's own errors, which is what clients know to read. */
export function refusal(status: number, message: string, headers: OutgoingHttpHeaders = {}, extensions: object = {}): Answer {
  return {
    status,
    headers: { ...headers, 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify({ errors: [{ message, extensions: { code: 'BAD_REQUEST', ...extensions } }] }),
  };
}

/** Sends an answer, whole and at once. A client that then takes nothing of it for `patience` milliseconds is cut off. */
export function send(response: ServerResponse, { status, headers, body }: Answer, patience: number): void {
  if (status === 204) {
    response.writeHead(status, headers).end();
    return;
  }
  // In one piece with its length: Node would send it in chunks, in three.
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) }).end(body);
  // The answers that nobody takes would stay in memory as long as the connections, which may be for ever. Node sets its own
  // time again with the next request.
  const { socket } = response;
  if (socket && socket.writableLength > 0) socket.setTimeout(patience);
}
