import type { IncomingMessage } from 'node:http';
import { type Answer, refusal } from './answer.js';

/** A name or an address, and a port or none. */
const form = /^([\w.~-]+|\[[\d.:A-Fa-f]+\])(:\d{1,5})?$/;

/**
 * Makes the check of the `Host` that a request names: one of `names`, with any port, or any at all where they are
 * undefined. A page on the internet may let its own name lead to this machine, and then send what it likes to a server
 * here as if it were its own (DNS rebinding): a browser tells the name all the same.
 */
export function checkHost(
  names: readonly string[] | undefined,
): (request: IncomingMessage) => Answer | undefined {
  const allowed = names && new Set(names);
  const refusalOf = (host: string): Answer | undefined => {
    const [, name] = form.exec(host) ?? [];
    // Numbers that are no address, say: whoever makes a URL of it would throw.
    if (name === undefined || !URL.canParse(`http://${host}/`))
      return refusal(400, 'The Host header is malformed.');
    if (allowed && !allowed.has(name.toLowerCase()))
      return refusal(421, 'The Host header names another server.');
    return undefined;
  };
  // Nearly all requests name the same.
  let last: { readonly host: string; readonly refused: Answer | undefined } | undefined;
  return ({ headers: { host = '' } }) => {
    if (last?.host !== host) last = { host, refused: refusalOf(host) };
    return last.refused;
  };
}
