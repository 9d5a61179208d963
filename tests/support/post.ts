import type { Response } from './server.js';
import { withoutCost } from './without-cost.js';

/** What the server answers to an operation, without what it costs. */
export type Answer = Response;

/** Sends an operation and returns the answer, errors and all. Rejects where none comes within 30 seconds. */
export async function post(url: string, query: string, variables?: object): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
    signal: AbortSignal.timeout(30_000),
  });
  // The endpoint answers nothing else.
  return withoutCost((await response.json()) as Answer);
}
