import type { FastifyReply } from 'fastify';
import type { ExecutionResult } from 'graphql';
import { type FetchAPI, processRegularResult } from 'graphql-yoga';
import type { MediaType } from './media-type.js';
import { securityHeaders } from './security-headers.js';

/** The minimum size of a response that is compressed, in characters. */
const compressionThreshold = 1_024;

/** Sends a result as Yoga would. Where there are errors, Yoga finds the status and headers in their extensions. */
export function sendResult(
  reply: FastifyReply,
  result: ExecutionResult,
  mediaType: MediaType,
  fetchAPI: FetchAPI,
): Promise<void> | void {
  if (result.errors) return sendResponse(reply, processRegularResult(result, fetchAPI, mediaType));
  sendText(reply.header('content-type', `${mediaType}; charset=utf-8`), JSON.stringify(result));
}

/** Sends a Fetch Response: whole, unless it is a stream, which must not be held back to be compressed. */
export async function sendResponse(reply: FastifyReply, response: Response): Promise<void> {
  reply.code(response.status);
  response.headers.forEach((value, name) => {
    if (!isOwnHeader(name.toLowerCase(), value)) reply.header(name, value);
  });
  const type = response.headers.get('content-type') ?? '';
  if (/^(text\/event-stream|multipart\/)/.test(type)) reply.send(response.body);
  else if (/^(text\/|application\/(.*\+)?json)/.test(type)) sendText(reply, await response.text());
  else reply.send(Buffer.from(await response.arrayBuffer()));
}

/**
 * Whether a header is not the response's to set. Node decides whether the connection stays open; Yoga would keep it open after an
 * event stream although the client wants it closed. Yoga also sends `content-encoding: none`, which no client can decode.
 */
function isOwnHeader(name: string, value: string): boolean {
  return (
    name in securityHeaders ||
    name === 'connection' ||
    name === 'transfer-encoding' ||
    (name === 'content-encoding' && value === 'none')
  );
}

/** Sends a text, compressed if it is long and the client accepts it. */
function sendText(reply: FastifyReply, text: string): void {
  if (text.length < compressionThreshold || !reply.request.headers['accept-encoding'])
    reply.send(text);
  else reply.compress(text);
}
