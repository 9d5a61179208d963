import type { Response } from './server.js';
import { withoutCost } from './without-cost.js';

/** A subscription over Server-Sent Events, as a client sees it. */
export interface TestSubscription<Data = Record<string, unknown>> {
  /** The status of the response. */
  readonly status: number;
  /** The next result without its cost; undefined if the stream is complete. Rejects after ten seconds without one. */
  next(): Promise<Response<Data> | undefined>;
  /** Whether no result comes within so many milliseconds. */
  isQuiet(time: number): Promise<boolean>;
  /** Disconnects. */
  close(): void;
}

/** Subscribes, and waits until the server has begun the stream. */
export async function subscribe<Data = Record<string, unknown>>(
  url: string,
  query: string,
  variables: object = {},
  headers: Readonly<Record<string, string>> = {},
): Promise<TestSubscription<Data>> {
  const abort = new AbortController();
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream', ...headers },
    body: JSON.stringify({ query, variables }),
    signal: abort.signal,
  });
  const results: Response<Data>[] = [];
  let isComplete = false;
  let wake = () => {};
  const read = async () => {
    let text = '';
    const decoder = new TextDecoder();
    const reader = response.body?.getReader();
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
      text += decoder.decode(part.value, { stream: true });
      const events = text.split('\n\n');
      text = events.pop() ?? '';
      for (const event of events) {
        const [, data] = /^event: next\ndata: (.*)$/s.exec(event) ?? [];
        if (data !== undefined) results.push(withoutCost(JSON.parse(data)) as Response<Data>);
        if (event.startsWith('event: complete')) isComplete = true;
      }
      wake();
    }
  };
  void read()
    .catch(() => {})
    .finally(() => {
      isComplete = true;
      wake();
    });
  const wait = (time: number) =>
    new Promise<boolean>((done) => {
      const timer = setTimeout(() => done(false), time);
      wake = () => {
        clearTimeout(timer);
        done(true);
      };
    });
  return {
    status: response.status,
    async next() {
      const until = Date.now() + 10_000;
      while (results.length === 0 && !isComplete) {
        const left = until - Date.now();
        if (left <= 0) throw new Error('no result came within ten seconds');
        await wait(left);
      }
      return results.shift();
    },
    async isQuiet(time) {
      const until = Date.now() + time;
      while (results.length === 0 && Date.now() < until) await wait(until - Date.now());
      return results.length === 0;
    },
    close: () => abort.abort(),
  };
}
