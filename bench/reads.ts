import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSetFacts } from './data-set.js';
import { connections, loadFor } from './load.js';
import { type PostRequest, type ReadCase, readCases } from './peers/peer.js';
import type { Progress } from './progress.js';
import { type Effort, type Rate, ratesOf } from './rates.js';
import { requireSameData } from './same-data.js';
import { ask, type RunningPeer } from './servers.js';
import { turns } from './statistics.js';

/** A server with its request for a query, and the response. */
interface Contender {
  readonly running: RunningPeer;
  readonly request: PostRequest;
  readonly body: string;
  /** The time of a single request, in seconds. */
  readonly time: number;
}

/** The number of the deep page of the largest publication: 500, or the page in the middle if it has fewer. */
export function deepPage({ largestLinks }: DataSetFacts): number {
  return Math.min(500, Math.floor(largestLinks / 20));
}

/** Measures the queries of `cases`. Throws if the responses of two servers differ, and for errors under load. */
export async function measureReads(
  running: readonly RunningPeer[],
  cases: readonly ReadCase[],
  facts: DataSetFacts,
  { rounds, seconds }: Effort,
  progress: Progress,
): Promise<Rate[]> {
  const rates: Rate[] = [];
  for (const [index, query] of cases.entries()) {
    const label =
      query === 'deep-page'
        ? `page ${deepPage(facts)} of the largest publication`
        : readCases[query];
    progress.share(index / cases.length, label);
    const contenders = await prepare(running, query, label, facts);
    const results = new Map<RunningPeer, number[]>(
      contenders.map((contender) => [contender.running, []]),
    );
    for (const contender of contenders) await load(contender, Math.min(1, seconds / 3));
    for (let round = 0; round < rounds; round++) {
      for (const contender of turns(contenders, round)) {
        results.get(contender.running)?.push(await load(contender, seconds));
      }
    }
    rates.push(...ratesOf({ name: query, label }, results, progress));
  }
  return rates;
}

/** Sends the query to each server, and compares the responses. */
async function prepare(
  running: readonly RunningPeer[],
  query: ReadCase,
  label: string,
  facts: DataSetFacts,
): Promise<Contender[]> {
  const contenders: Contender[] = [];
  for (const one of running) {
    const request = one.peer.read(query, await variablesOf(one, query, facts));
    if (!request) continue;
    // The first request is slower, because it is compiled and planned.
    await ask(one, request);
    const began = performance.now();
    const body = await ask(one, request);
    contenders.push({ running: one, request, body, time: (performance.now() - began) / 1000 });
  }
  requireSameData(
    label,
    contenders.map(({ running: { peer }, body }) => ({ label: peer.label, body })),
  );
  return contenders;
}

async function load({ running, request, body, time }: Contender, seconds: number): Promise<number> {
  const backlog = time * connections;
  // A server that is too slow for the duration gets one request for each connection.
  if (backlog > seconds)
    return (await loadFor(running, request, body, { amount: connections })).perSecond;
  const { perSecond } = await loadFor(running, request, body, { duration: seconds });
  // The server still works on the last requests, which must not slow down the next server.
  await sleep(backlog * 1_000);
  return perSecond;
}

async function variablesOf(
  running: RunningPeer,
  query: ReadCase,
  facts: DataSetFacts,
): Promise<Record<string, unknown>> {
  const { peer } = running;
  const largest = { id: peer.globalId('Publication', facts.largestKey), first: 10 };
  switch (query) {
    case 'node':
    case 'article':
      return { id: peer.globalId('Article', facts.articleKey) };
    case 'first-page':
      return largest;
    case 'deep-page':
      return { ...largest, after: await cursorAt(running, (deepPage(facts) - 1) * 10, facts) };
    case 'filter':
      return { title: facts.middleTitle };
    default:
      return {};
  }
}

/** The server's cursor of article number `rows` of the largest publication, found page by page. */
async function cursorAt(
  running: RunningPeer,
  rows: number,
  facts: DataSetFacts,
): Promise<string | undefined> {
  const id = running.peer.globalId('Publication', facts.largestKey);
  let after: string | undefined;
  for (let done = 0; done < rows; ) {
    const first = Math.min(100, rows - done);
    const request = running.peer.read(after ? 'deep-page' : 'first-page', {
      id,
      first,
      ...(after && { after }),
    });
    if (!request) return undefined;
    const { data } = JSON.parse(await ask(running, request));
    after = String(data.publication.articles.pageInfo.endCursor);
    done += first;
  }
  return after;
}
