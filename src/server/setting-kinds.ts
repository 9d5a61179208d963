import { z } from 'zod';

/** A setting that is `on` or `off`. */
export const onOff = () => z.enum(['on', 'off'], '"on" or "off"');

/** A whole number from `least` to `most`, of which an error says what it `mayBe`. */
export function wholeNumber(least: number, most: number, mayBe: string) {
  return z
    .string()
    .regex(/^\d{1,10}$/, mayBe)
    .transform(Number)
    .refine((value) => value >= least && value <= most, mayBe);
}

/** A whole number from `least` to `most`, `of` a unit where it has one, or `standard` where it is not set. */
export function whole(least: number, most: number, standard: number, of = '') {
  return wholeNumber(
    least,
    most,
    `a whole number${of && ` of ${of}`} from ${least} to ${most}`,
  ).default(standard);
}

/** Values with commas between them, each of which `isOne`; those of `standard` where it is not set. */
export function list(
  isOne: (value: string) => boolean,
  mayBe: string,
  standard: readonly string[] = [],
) {
  return z
    .string()
    .default(standard.join())
    .transform((text) => text.split(',').flatMap((value) => value.trim() || []))
    .refine((values) => values.every(isOne), mayBe);
}

/** Whether `value` is an origin as a browser names it (https://www.rfc-editor.org/rfc/rfc6454#section-6.2). */
export const isOrigin = (value: string) =>
  /^https?:/.test(value) && URL.canParse(value) && new URL(value).origin === value;

/** Whether `value` may stand in the header `Host`, without a port. */
export const isHostName = (value: string) => /^([\w.-]+|\[[\d.:A-Fa-f]+\])$/.test(value);

/** Whether `value` is a header's name (https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2). */
export const isHeaderName = (value: string) => /^[\w!#$%&'*+.^`|~-]+$/.test(value);

/** Whether nobody can reach `host` but from the same machine. */
export const isLoopback = (host: string) => /^(localhost|127(\.\d{1,3}){3}|::1)$/.test(host);

/** Whether keys can be fetched from `value` with nobody in between, and without a secret in it. */
export function isKeysUrl(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname, username, password } = new URL(value);
  const isPrivate =
    protocol === 'https:' ||
    (protocol === 'http:' && isLoopback(hostname.replace(/^\[(.*)\]$/, '$1')));
  return isPrivate && !username && !password;
}
