/**
 * The media types of an answer to an operation (https://graphql.github.io/graphql-over-http/draft/#sec-Media-Types): in the first,
 * an operation that did not run has a status of its own; in the other, which older clients know, some of those are 200.
 */
export const mediaTypes = ['application/graphql-response+json', 'application/json'] as const;

/** One of them. */
export type MediaType = (typeof mediaTypes)[number];

/**
 * The media type for a client that accepts what its `accept` header says: the first that it names, and `application/json` where it
 * leaves it open. Undefined for one that takes neither, or in another charset than UTF-8. Quality values are not looked at: clients
 * name first what they prefer.
 */
export function acceptedMediaType(accept = ''): MediaType | undefined {
  for (const range of (accept || '*/*').toLowerCase().split(',')) {
    const [name = '', ...parameters] = range.split(';').map((part) => part.trim());
    if (parameters.some((parameter) => parameter.startsWith('charset=') && parameter !== 'charset=utf-8')) continue;
    if (name === '*/*' || name === 'application/*') return 'application/json';
    const named = mediaTypes.find((mediaType) => mediaType === name);
    if (named) return named;
  }
  return undefined;
}
