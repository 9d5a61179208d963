import type { IncomingMessage } from 'node:http';
import { type Refusal, refusal } from './refusal.js';

/** The maximum number of headers. */
const maximumHeaders = 100;

/**
 * Refuses a request with too many headers, or with more than one of a header that has a single value: a proxy may have checked the
 * other one (https://www.rfc-editor.org/rfc/rfc9112#section-3.2 for `Host`). Node uses the first and ignores the others.
 */
export function checkHeaders({ rawHeaders, headers }: IncomingMessage): Refusal | undefined {
  if (rawHeaders.length > 2 * maximumHeaders) return tooMany;
  // Usually there are no duplicates.
  if (rawHeaders.length === 2 * Object.keys(headers).length) return undefined;
  const names = new Set<string>();
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]?.toLowerCase() ?? '';
    const duplicate = names.has(name) ? duplicates[name] : undefined;
    if (duplicate) return duplicate;
    names.add(name);
  }
  return undefined;
}

const tooMany = refusal(431, `A request may have at most ${maximumHeaders} headers.`);
const duplicates: Readonly<Record<string, Refusal>> = Object.fromEntries(
  ['Host', 'Authorization', 'Content-Type', 'Origin'].map((name) => [
    name.toLowerCase(),
    refusal(400, `The request has more than one ${name} header.`),
  ]),
);
