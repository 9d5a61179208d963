/**
 * The media types of a single result (https://graphql.github.io/graphql-over-http/draft/#sec-Media-Types). The first has an
 * error status for an operation that was not executed; the other, for older clients, has the status 200 for some of these.
 */
const single = ['application/graphql-response+json', 'application/json'] as const;

/** One of them. */
export type MediaType = (typeof single)[number];

/** All media types that Yoga supports. */
const supported: readonly string[] = [...single, 'text/event-stream', 'multipart/mixed'];

/** A parameter of a media range that excludes it (https://www.rfc-editor.org/rfc/rfc9110#section-12.4.2): q=0, or a charset other than UTF-8. */
const excluding = /^(q=0(\.0*)?|charset=(?!"?utf-8"?$).*)$/;

/** The supported media types that a client accepts. */
export interface Accepted {
  /** The `accept` header, reduced to them. */
  readonly header: string;
  /** The media type of a single result: the first that the client names, or `application/json` for any; undefined if only streams are accepted. */
  readonly single: MediaType | undefined;
}

/**
 * The supported media types in an `accept` header; undefined if there are none. Of quality values only 0 is used, as in Yoga:
 * clients list their preferred type first.
 */
export function acceptedMediaTypes(accept = ''): Accepted | undefined {
  if (accept === '' || accept === '*/*') return anything;
  if (accept === 'application/json') return json;
  const names = accept
    .toLowerCase()
    .split(',')
    .flatMap((range) => {
      const [name = '', ...parameters] = range.split(';').map((part) => part.trim());
      return parameters.some((parameter) => excluding.test(parameter)) ? [] : name;
    })
    .filter((name) => name.includes('*') || supported.includes(name));
  const matching = names.filter((name) => supported.some((type) => matches(name, type)));
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
