import type { IncomingMessage } from 'node:http';
import { GraphQLError } from 'graphql';
import type { GraphQLParams } from 'graphql-yoga';

/** The most bytes of a body unless set: enough for the 10,000 IDs that a mutation may take. */
export const defaultMaximumBody = 1_000_000;

const utf8 = new TextDecoder('utf-8', { fatal: true });
const json = /^application\/(graphql\+)?json$/;

/**
 * Reads the body of a POST, which is JSON of at most `maximum` bytes. Throws what the client is told: BAD_REQUEST with the
 * status 415 for whatever else is a POST, so that no form and no plain cross-origin request can make a change, or with
 * 400 for what is no JSON object; REQUEST_ENTITY_TOO_LARGE before it has read much more than that.
 */
export async function readRequestBody(
  request: IncomingMessage,
  maximum: number,
): Promise<GraphQLParams> {
  const { 'content-type': contentType = '', 'content-length': length } = request.headers;
  const [type = ''] = contentType.split(';', 1);
  if (!json.test(type.trim().toLowerCase())) throw notJson();
  if (length !== undefined && Number(length) > maximum) throw tooLarge(maximum);
  return parse(await read(request, maximum));
}

function read(request: IncomingMessage, maximum: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.byteLength;
      if (size <= maximum) return void chunks.push(chunk);
      // What still comes is thrown away, as the connection must last until the answer has been read.
      chunks.length = 0;
      reject(tooLarge(maximum));
    });
    // A client that goes away in the middle is nothing to be logged as the server's failure. It may have gone before.
    const broken = () => reject(refused('The body did not come whole.', 'BAD_REQUEST', 400));
    if (request.destroyed) return broken();
    request.on('close', broken);
    request.on('end', () => {
      // Every request closes in the end, and to make an error takes longer than all of this.
      request.off('close', broken);
      resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks));
    });
  });
}

function parse(bytes: Uint8Array): GraphQLParams {
  let value: unknown;
  try {
    value = JSON.parse(utf8.decode(bytes));
  } catch {
    // What the parser says quotes the body.
    throw refused('The body is not JSON in UTF-8.', 'BAD_REQUEST', 400);
  }
  if (typeof value !== 'object' || value === null)
    throw refused('The body must be a JSON object.', 'BAD_REQUEST', 400);
  if (Array.isArray(value)) throw refused('Batching is not supported.', 'BAD_REQUEST', 400);
  // Yoga checks what is in it.
  return value;
}

const tooLarge = (maximum: number) =>
  refused(`The body may have at most ${maximum} bytes.`, 'REQUEST_ENTITY_TOO_LARGE', 413);

const notJson = () =>
  refused('The content-type must be application/json.', 'BAD_REQUEST', 415, {
    accept: 'application/json',
  });

function refused(
  message: string,
  code: string,
  status: number,
  headers?: Record<string, string>,
): GraphQLError {
  return new GraphQLError(message, {
    extensions: { code, http: { status, ...(headers && { headers }) } },
  });
}
