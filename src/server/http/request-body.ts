import type { FastifyInstance, FastifyRequest } from 'fastify';
import { requestEntityTooLarge } from '../errors.js';
import { prepare } from '../limits/preparation-time.js';
import { type Refusal, refusal } from './refusal.js';

/** The default maximum size of a body in bytes: enough for the 10,000 IDs that a mutation may take. */
export const defaultMaximumBody = 1_000_000;

const jsonTypes = ['application/json', 'application/graphql+json'];
/** The parameters of a content type that are compatible with UTF-8. */
const parameters = /^(?:charset="?utf-?8"?|(?!charset=).*)$/;

/**
 * The refusal of a POST by its headers, before its body is read: if the body is not JSON in UTF-8, is compressed, or has more
 * than `maximum` bytes. No HTML form and no simple cross-origin request can send `application/json`.
 */
export function checkBody({ headers }: FastifyRequest, maximum: number): Refusal | undefined {
  if (!isReadable(headers['content-type'] ?? '')) return notJson;
  const { 'content-encoding': content, 'transfer-encoding': transfer } = headers;
  if (content !== undefined && content.toLowerCase() !== 'identity') return encoded;
  if (transfer !== undefined && transfer.toLowerCase() !== 'chunked') return encoded;
  return Number(headers['content-length'] ?? 0) > maximum ? tooLarge(maximum) : undefined;
}

// Nearly all requests have the same content type.
let lastReadable = 'application/json';

function isReadable(contentType: string): boolean {
  if (contentType === lastReadable) return true;
  const [type = '', ...rest] = contentType.toLowerCase().split(';');
  const readable =
    jsonTypes.includes(type.trim()) && rest.every((parameter) => parameters.test(parameter.trim()));
  if (readable) lastReadable = contentType;
  return readable;
}

/** Makes `app` parse bodies as JSON objects in UTF-8. Any other body is a `BodyError`. */
export function parseBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  // Fastify looks the parser of '*' up each time, but caches those of named types.
  app.addContentTypeParser([...jsonTypes, '*'], { parseAs: 'buffer' }, (request, bytes, done) => {
    try {
      // A Buffer, because of `parseAs`.
      const body = prepare(request, () => parse(bytes as Buffer));
      done(null, body);
    } catch (error) {
      done(error as Error);
    }
  });
}

/** A body that is refused after it was read. */
export class BodyError extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super('the body of a request is refused');
    this.refusal = refusal;
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function parse(bytes: Uint8Array): object {
  let value: unknown;
  try {
    value = JSON.parse(utf8.decode(bytes));
  } catch {
    // The parser's message quotes the body.
    throw new BodyError(refusal(400, 'The body is not JSON in UTF-8.'));
  }
  if (Array.isArray(value)) throw new BodyError(refusal(400, 'Batching is not supported.'));
  if (typeof value !== 'object' || value === null)
    throw new BodyError(refusal(400, 'The body must be a JSON object.'));
  return value;
}

/** The refusal of a body with more bytes than `maximum`. */
export const tooLarge = (maximum: number): Refusal =>
  refusal(413, requestEntityTooLarge(`The body may have at most ${maximum} bytes.`), {
    connection: 'close',
  });

const notJson = refusal(415, 'The content-type must be application/json.', {
  accept: 'application/json',
});

// https://www.rfc-editor.org/rfc/rfc9110#section-15.5.16
const encoded = refusal(415, 'The body must not be compressed.', { 'accept-encoding': 'identity' });
