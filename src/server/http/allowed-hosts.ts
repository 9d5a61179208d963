import { type Refusal, refusal } from './refusal.js';

/** A name or an address, and a port or none. */
const form = /^([\w.~-]+|\[[\d.:A-Fa-f]+\])(:\d{1,5})?$/;

/**
 * Makes the check of the host that a request names: one of `names`, with any port, or any host where `names` is undefined.
 * This protects against DNS rebinding: a page on the internet may make its own name resolve to this machine, and then
 * send requests to a server here as if it were its own. The browser still sends that name.
 */
export function checkHost(
  names: readonly string[] | undefined,
): (host: string) => Refusal | undefined {
  const allowed = names && new Set(names);
  const refusalOf = (host: string): Refusal | undefined => {
    const [, name] = form.exec(host) ?? [];
    // Some values of this form are not a host, such as numbers out of range: parsing a URL with one would throw.
    if (name === undefined || !URL.canParse(`http://${host}/`)) return malformed;
    return !allowed || allowed.has(name.toLowerCase()) ? undefined : otherHost;
  };
  // Nearly all requests name the same host.
  let last: { readonly host: string; readonly refusal: Refusal | undefined } | undefined;
  return (host) => {
    if (last?.host !== host) last = { host, refusal: refusalOf(host) };
    return last.refusal;
  };
}

const malformed = refusal(400, 'The Host header is malformed.');
const otherHost = refusal(421, 'The Host header names another server.');
