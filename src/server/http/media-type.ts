/**
 * The media types of an answer to an operation (https://graphql.github.io/graphql-over-http/draft/#sec-Media-Types): in the first,
 * an operation that did not run has a status of its own; in the other, which older clients know, some of those are 200.
 */
export const mediaTypes = ['application/graphql-response+json', 'application/json'] as const;

/** One of them. */
export type MediaType = (typeof mediaTypes)[number];

/** A parameter of what is not accepted at all (https://www.rfc-editor.org/rfc/rfc9110#section-12.4.2), or not in UTF-8. */
const refusing = /^(q=0(\.0*)?|charset=(?!"?utf-8"?$).*)$/;

/**
 * The media type for a client that accepts what its `accept` header says: the first that it names, and `application/json` where it
 * leaves it open. Undefined for one that takes neither, or in another charset than UTF-8. Of quality values only 0 is looked at: clients
 * name first what they prefer.
 */
export function acceptedMediaType(accept = ''): MediaType | undefined {
  for (const range of (accept || '*/*').toLowerCase().split(',')) {
    const [name = '', ...parameters] = range.split(';').map((part) => part.trim());
    if (parameters.some((parameter) => refusing.test(parameter))) continue;
    if (name === '*/*' || name === 'application/*') return 'application/json';
    const named = mediaTypes.find((mediaType) => mediaType === name);
    if (named) return named;
  }
  return undefined;
}
