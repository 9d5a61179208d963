import autocannon from 'autocannon';
import type { PostRequest } from './peers/peer.js';
import { isSuccess, type RunningPeer } from './servers.js';

/** The number of concurrent requests. */
export const connections = 8;

/** The result of a load. */
export interface LoadResult {
  readonly requests: number;
  readonly seconds: number;
  readonly perSecond: number;
}

const headers = { 'content-type': 'application/json' };
// Far longer than any response takes: a timeout is a failure.
const timeout = 300;
/** In milliseconds: how often autocannon checks whether the duration is over. */
const sampleInt = 20;

/** The end of a load: after a duration in seconds, or an amount of requests. */
export type Limit = { readonly duration: number } | { readonly amount: number };

/** Sends the same request repeatedly. Throws unless the body of every response is `expected`. */
export async function loadFor(
  running: RunningPeer,
  { path, body }: PostRequest,
  expected: string,
  limit: Limit,
): Promise<LoadResult> {
  return run(running, {
    url: `${running.url}${path}`,
    method: 'POST',
    headers,
    body,
    expectBody: expected,
    ...limit,
  });
}

/** Sends each list of requests once, over its own connection. Throws if a response has errors. */
export async function loadOnce(
  running: RunningPeer,
  lists: readonly (readonly PostRequest[])[],
): Promise<LoadResult> {
  return runLists(running, lists, { amount: lists.reduce((sum, list) => sum + list.length, 0) });
}

/** Sends each list of requests repeatedly for `seconds`, over its own connection. Throws if a response has errors. */
export async function loadMixed(
  running: RunningPeer,
  lists: readonly (readonly PostRequest[])[],
  seconds: number,
): Promise<LoadResult> {
  return runLists(running, lists, { duration: seconds });
}

async function runLists(
  running: RunningPeer,
  lists: readonly (readonly PostRequest[])[],
  limit: Limit,
): Promise<LoadResult> {
  const failures: string[] = [];
  const { pathname } = new URL(running.url);
  const requests = lists.map((list) =>
    list.map(({ path, body }) => ({
      method: 'POST' as const,
      path: `${pathname}${path}`,
      headers,
      body,
      onResponse: (status: number, responseBody: string) => {
        if (!isSuccess(status, responseBody))
          failures.push(`${status} ${responseBody.slice(0, 1_000)} to ${body.slice(0, 500)}`);
      },
    })),
  );
  let next = 0;
  const result = await run(running, {
    url: running.url,
    connections: lists.length,
    setupClient: (client) => client.setRequests(requests[next++ % requests.length] ?? []),
    ...limit,
  });
  if (failures.length > 0) throw new Error(`${running.peer.label} returned ${failures[0]}`);
  return result;
}

async function run({ peer }: RunningPeer, options: autocannon.Options): Promise<LoadResult> {
  const began = performance.now();
  let last = began;
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    const load = autocannon({ connections, timeout, sampleInt, ...options }, (error, finished) =>
      error ? reject(error) : resolve(finished),
    );
    load.on('response', () => {
      last = performance.now();
    });
  });
  const requests = result['2xx'];
  const wrong = result.non2xx + result.errors + result.mismatches;
  if (wrong > 0 || requests === 0) {
    throw new Error(
      `${peer.label} under load: ${requests} responses, ${result.non2xx} not 2xx, ${result.errors} failed, ${result.mismatches} with another body`,
    );
  }
  const seconds = (last - began) / 1000;
  return { requests, seconds, perSecond: requests / seconds };
}
