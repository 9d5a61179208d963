import type { GraphQLError } from 'graphql';
import { serviceUnavailable } from '../../engine/errors.js';
import { type ClientContext, clientOf } from './client.js';

/** The limits of subscriptions that are open at a time. */
export interface StreamLimits {
  /** Of all clients. */
  readonly streams: number;
  /** Of one client: of the subject of its token, or else of its address. */
  readonly clientStreams: number;
}

/** The default limits. */
export const defaultStreamLimits: StreamLimits = { streams: 2_000, clientStreams: 100 };

/** Counts the open subscriptions. */
export class StreamCounts {
  readonly #limits: StreamLimits;
  readonly #clients = new Map<string, number>();
  #total = 0;

  constructor(limits: StreamLimits) {
    this.#limits = limits;
  }

  /** Counts one more, and returns a function that must be called once when it ends. Throws SERVICE_UNAVAILABLE over a limit. */
  open(context: ClientContext): () => void {
    const { streams, clientStreams } = this.#limits;
    if (this.#total >= streams)
      throw refused(
        503,
        `The server has ${streams} open subscriptions, the limit. Try again later.`,
      );
    const client = clientOf(context);
    const open = this.#clients.get(client) ?? 0;
    if (open >= clientStreams)
      throw refused(
        429,
        `The client has ${clientStreams} open subscriptions, the limit. End one of them.`,
      );
    this.#total += 1;
    this.#clients.set(client, open + 1);
    return () => {
      this.#total -= 1;
      const left = (this.#clients.get(client) ?? 1) - 1;
      if (left === 0) this.#clients.delete(client);
      else this.#clients.set(client, left);
    };
  }
}

function refused(status: number, message: string): GraphQLError {
  const http = { status, headers: { 'retry-after': '1' } };
  return serviceUnavailable(message, { extensions: { http } });
}
