import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { pagePolicy } from './security-headers.js';

/** The highest quality takes ten times as long for a tenth less. */
const brotliQuality = 5;

const encoders = {
  br: (bytes: Buffer) =>
    promisify(brotliCompress)(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: brotliQuality,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    }),
  gzip: (bytes: Buffer) => promisify(gzip)(bytes),
};
type Encoding = keyof typeof encoders;

/**
 * Returns a function that sends the GraphiQL page. The page is always the same nine megabytes, so it is compressed once for
 * each encoding, when a client first requests it.
 */
export function graphiqlSender(
  render: () => Promise<string>,
): (request: FastifyRequest, reply: FastifyReply) => Promise<void> {
  let page: { readonly bytes: Buffer; readonly policy: string } | undefined;
  const encoded = new Map<Encoding, Buffer>();
  const make = async () => {
    const text = await render();
    return { bytes: Buffer.from(text), policy: pagePolicy(text) };
  };
  return async (request, reply) => {
    // Two clients may both be the first. What fails is not kept.
    page ??= await make();
    const { bytes, policy } = page;
    const encoding = encodingFor(request.headers['accept-encoding']);
    const body = encoding ? (encoded.get(encoding) ?? (await encoders[encoding](bytes))) : bytes;
    if (encoding) encoded.set(encoding, body);
    reply.headers({
      'content-type': 'text/html',
      'content-security-policy': policy,
      vary: 'accept-encoding',
      ...(encoding && { 'content-encoding': encoding }),
    });
    reply.send(body);
  };
}

/** The preferred encoding among those in an `accept-encoding` header. All browsers accept both. */
function encodingFor(accepted = ''): Encoding | undefined {
  const names = accepted
    .toLowerCase()
    .split(',')
    .map((name) => name.trim());
  if (names.includes('br')) return 'br';
  return names.includes('gzip') ? 'gzip' : undefined;
}
