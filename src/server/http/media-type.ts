/**
 * The media types of a response to an operation (https://graphql.github.io/graphql-over-http/draft/#sec-Media-Types): in the first,
 * an operation that was not executed has a status of its own; in the other, which older clients know, some of those are 200.
 */
const single = ['application/graphql-response+json', 'application/json'] as const;

/** One of them. */
export type MediaType = (typeof single)[number];

/** All that Yoga can write. */
const written: readonly string[] = [...single, 'text/event-stream', 'multipart/mixed'];

/** A parameter of a media range that is not acceptable (https://www.rfc-editor.org/rfc/rfc9110#section-12.4.2), or not in UTF-8. */
const refusing = /^(q=0(\.0*)?|charset=(?!"?utf-8"?$).*)$/;

/** What a client accepts of the media types that can be written. */
export interface Accepted {
  /** As an `accept` header without what is not accepted. */
  readonly header: string;
  /** The type of a single result, the first that the client names, and `application/json` for any; undefined where it must be a stream. */
  readonly single: MediaType | undefined;
}

/**
 * What a client with this `accept` header accepts; undefined if there is nothing that can be written. Of quality values only 0
 * is looked at, as in Yoga: clients name first what they prefer.
 */
export function acceptedMediaTypes(accept = ''): Accepted | undefined {
  if (accept === '' || accept === '*/*') return anything;
  if (accept === 'application/json') return json;
  const names = accept
    .toLowerCase()
    .split(',')
    .flatMap((range) => {
      const [name = '', ...parameters] = range.split(';').map((part) => part.trim());
      return parameters.some((parameter) => refusing.test(parameter)) ? [] : name;
    })
    .filter((name) => name.includes('*') || written.includes(name));
  const matching = names.filter((name) => written.some((type) => matches(name, type)));
  if (matching.length === 0) return undefined;
  return { header: matching.join(', '), single: matching.map(singleFor).find(Boolean) };
}

const anything: Accepted = { header: '*/*', single: 'application/json' };
const json: Accepted = { header: 'application/json', single: 'application/json' };

function matches(range: string, type: string): boolean {
  return range === '*/*' || range === type || range === `${type.split('/', 1)[0]}/*`;
}

function singleFor(range: string): MediaType | undefined {
  if (range === '*/*' || range === 'application/*') return 'application/json';
  return single.find((type) => type === range);
}
