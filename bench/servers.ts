import { startServer } from './node-process.js';
import { commandOf } from './peers/all.js';
import type { Peer, PostRequest } from './peers/peer.js';
import type { Stops } from './stops.js';

/** A running server. */
export interface RunningPeer {
  readonly peer: Peer;
  readonly url: string;
  readonly pid: number;
}

/** Starts the servers on the database at `url`, runs `work`, and stops them. */
export async function withServers<Result>(
  peers: readonly Peer[],
  url: string,
  stops: Stops,
  work: (running: readonly RunningPeer[]) => Promise<Result>,
): Promise<Result> {
  const ends: (() => Promise<void>)[] = [];
  try {
    const running: RunningPeer[] = [];
    for (const peer of peers) {
      const server = await startServer(commandOf(peer, url), (stop) => ends.push(stops.add(stop)));
      running.push({ peer, url: server.url, pid: server.pid });
    }
    return await work(running);
  } finally {
    for (const end of ends) await end();
  }
}

/**
 * Sends one request and returns the body of the response. Throws, with the body, if the status is not 200 or there are GraphQL
 * errors.
 */
export async function ask(
  { peer, url }: RunningPeer,
  { path, body }: PostRequest,
): Promise<string> {
  const response = await fetch(`${url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  const text = await response.text();
  if (!isSuccess(response.status, text)) {
    throw new Error(
      `${peer.label} returned ${response.status} ${text.slice(0, 1_000)} to ${body.slice(0, 1_000)}`,
    );
  }
  return text;
}

/** Whether a response has no errors. */
export function isSuccess(status: number, body: string): boolean {
  return status === 200 && body !== '' && !body.includes('"errors":');
}
