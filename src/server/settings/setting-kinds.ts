import { z } from 'zod';

/** A setting that is `on` or `off`. */
export const onOff = () => z.enum(['on', 'off'], '"on" or "off"');

/** A whole number from `least` to `most`. `mustBe` describes the valid values in the error for any other value. */
export function wholeNumber(least: number, most: number, mustBe: string) {
  return z
    .string()
    .regex(/^\d{1,10}$/, mustBe)
    .transform(Number)
    .refine((value) => value >= least && value <= most, mustBe);
}

/** A whole number from `least` to `most`, in units of `unit` if there is one; `fallback` if it is not set. */
export function whole(least: number, most: number, fallback: number, unit = '') {
  return wholeNumber(
    least,
    most,
    `a whole number${unit && ` of ${unit}`} from ${least} to ${most}`,
  ).default(fallback);
}

/** Values separated by commas, for each of which `isValid` returns true; `fallback` if it is not set. */
export function list(
  isValid: (value: string) => boolean,
  mustBe: string,
  fallback: readonly string[] = [],
) {
  return z
    .string()
    .default(fallback.join())
    .transform((text) => text.split(',').flatMap((value) => value.trim() || []))
    .refine((values) => values.every(isValid), mustBe);
}

/** Whether `value` is an origin as a browser names it (https://www.rfc-editor.org/rfc/rfc6454#section-6.2). */
export const isOrigin = (value: string) =>
  /^https?:/.test(value) && URL.canParse(value) && new URL(value).origin === value;

/** Whether `value` is valid in a `Host` header, without a port. */
export const isHostName = (value: string) => /^([\w.-]+|\[[\d.:A-Fa-f]+\])$/.test(value);

/** Whether `value` is a header's name (https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2). */
export const isHeaderName = (value: string) => /^[\w!#$%&'*+.^`|~-]+$/.test(value);

/** Whether `host` can be reached only from the same machine. */
export const isLoopback = (host: string) => /^(localhost|127(\.\d{1,3}){3}|::1)$/.test(host);

/** Whether `value` is a URL whose response nobody on the network can change, and that contains no password. */
export function isKeysUrl(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname, username, password } = new URL(value);
  const isPrivate =
    protocol === 'https:' ||
    (protocol === 'http:' && isLoopback(hostname.replace(/^\[(.*)\]$/, '$1')));
  return isPrivate && !username && !password;
}
