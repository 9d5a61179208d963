import type { ReadableStream } from 'node:stream/web';
import { GraphQLError } from 'graphql';
import type { GraphQLParams, Plugin } from 'graphql-yoga';

/** The most bytes of a body unless set: enough for the 10,000 IDs that a mutation may take. */
export const defaultMaximumBody = 1_000_000;

const utf8 = new TextDecoder('utf-8', { fatal: true });
const json = /^application\/(graphql\+)?json$/;

/**
 * Reads the body of each POST, which is JSON of at most `maximum` bytes; whatever else is a POST gets the status 415,
 * so that no form and no plain cross-origin request can make a change. Yoga has parsers and a limit of its own: those
 * take in more kinds, and the limit, which puts a stream of its own before every body, takes two thirds of the time of a
 * small request.
 */
export function useRequestBody(maximum: number): Plugin {
  return {
    onRequestParse({ request, setRequestParser }) {
      if (request.method !== 'POST') return;
      const [type = ''] = (request.headers.get('content-type') ?? '').split(';', 1);
      if (!json.test(type.trim().toLowerCase())) throw notJson();
      setRequestParser(async (post) => parse(await read(post, maximum).catch(broken)));
    },
  };
}

/** The bytes of a body. Throws REQUEST_ENTITY_TOO_LARGE for more than `maximum`, before it has read much more than that. */
async function read(request: Request, maximum: number): Promise<Uint8Array> {
  const declared = request.headers.get('content-length');
  if (declared !== null && Number(declared) > maximum) throw tooLarge(maximum);
  // Node's HTTP parser takes a body for exactly as long as it was declared.
  if (declared !== null) return new Uint8Array(await request.arrayBuffer());
  const chunks: Uint8Array[] = [];
  let size = 0;
  // The stream that it is in Node, where one can iterate over it. Not with `for await`, which closes what it leaves early:
  // the connection would be gone before the answer.
  const pieces = (request.body as ReadableStream<Uint8Array> | null)?.[Symbol.asyncIterator]();
  for (let piece = await pieces?.next(); piece && !piece.done; piece = await pieces?.next()) {
    size += piece.value.byteLength;
    if (size > maximum) throw tooLarge(maximum);
    chunks.push(piece.value);
  }
  return Buffer.concat(chunks);
}

function parse(bytes: Uint8Array): GraphQLParams | GraphQLParams[] {
  let value: unknown;
  try {
    value = JSON.parse(utf8.decode(bytes));
  } catch {
    // What the parser says quotes the body.
    throw refused('The body is not JSON in UTF-8.', 'BAD_REQUEST', 400);
  }
  if (typeof value !== 'object' || value === null) throw refused('The body must be a JSON object.', 'BAD_REQUEST', 400);
  // Yoga checks what is in it, and that it is not a list.
  return value as GraphQLParams;
}

const tooLarge = (maximum: number) => refused(`The body may have at most ${maximum} bytes.`, 'REQUEST_ENTITY_TOO_LARGE', 413);

const notJson = () => refused('The content-type must be application/json.', 'BAD_REQUEST', 415, { accept: 'application/json' });

/** A client that goes away in the middle is nothing to be logged as the server's failure. */
function broken(error: unknown): never {
  throw error instanceof GraphQLError ? error : refused('The body did not come whole.', 'BAD_REQUEST', 400);
}

function refused(message: string, code: string, status: number, headers?: Record<string, string>): GraphQLError {
  return new GraphQLError(message, { extensions: { code, http: { status, ...(headers && { headers }) } } });
}
