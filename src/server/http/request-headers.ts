import type { IncomingMessage } from 'node:http';
import { refusal } from './refusal.js';

/** The maximum number of headers. */
const maximumHeaders = 100;

/** Refuses a request with too many headers, or with more than one `Host` (https://www.rfc-editor.org/rfc/rfc9112#section-3.2). */
export function checkHeaders({ rawHeaders }: IncomingMessage) {
  if (rawHeaders.length > 2 * maximumHeaders) return tooMany;
  let hosts = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index];
    if (name?.length === 4 && name.toLowerCase() === 'host') hosts += 1;
  }
  return hosts > 1 ? twoHosts : undefined;
}

const tooMany = refusal(431, `A request may have at most ${maximumHeaders} headers.`);
const twoHosts = refusal(400, 'The request has more than one Host header.');
