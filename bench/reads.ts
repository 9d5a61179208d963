import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSetFacts } from './data-set.js';
import { connections, loadFor } from './load.js';
import { type PeerName, type PostRequest, type ReadCase, readCases } from './peers/peer.js';
import type { Progress } from './progress.js';
import { requireSameAnswers } from './same-answers.js';
import { ask, type RunningPeer } from './servers.js';
import { median, turns } from './statistics.js';

/** How much is measured. */
export interface Effort {
  readonly rounds: number;
  /** How long each server is under load in a round. */
  readonly seconds: number;
}

/** Requests per second of a case and a server. */
export interface Rate {
  readonly case: string;
  /** What the case is called in tables and charts. */
  readonly label: string;
  readonly peer: PeerName;
  /** In each round. */
  readonly rounds: readonly number[];
  readonly median: number;
}

/** A query as one of the servers is asked it, and what it answered. */
interface Contender {
  readonly running: RunningPeer;
  readonly request: PostRequest;
  readonly answer: string;
  /** Of a single request, in seconds. */
  readonly time: number;
}

/** The page of the largest publication that lies deep in it: 500, or the middle of one that has fewer. */
export function deepPage({ largestLinks }: DataSetFacts): number {
  return Math.min(500, Math.floor(largestLinks / 20));
}

/** Measures the queries whose names are in `cases`. Throws where the servers' answers to one differ, and for errors under load. */
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
    for (const [{ peer }, perRound] of results) {
      rates.push({
        case: query,
        label,
        peer: peer.name,
        rounds: perRound,
        median: median(perRound),
      });
    }
    progress.step(
      `     ${rates
        .slice(-results.size)
        .map((rate) => `${rate.peer} ${rate.median.toFixed(1)}`)
        .join(', ')} per second`,
    );
  }
  return rates;
}

/** Asks each server once, and compares. */
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
    // The first answer may be compiled or planned first, which is not what a slow one is to be told by.
    await ask(one, request);
    const began = performance.now();
    const answer = await ask(one, request);
    contenders.push({ running: one, request, answer, time: (performance.now() - began) / 1000 });
  }
  requireSameAnswers(
    label,
    contenders.map(({ running: { peer }, answer }) => ({ label: peer.label, body: answer })),
  );
  return contenders;
}

async function load(
  { running, request, answer, time }: Contender,
  seconds: number,
): Promise<number> {
  const backlog = time * connections;
  // One that would hardly answer in the time is given as many requests as there are connections, however long it takes.
  if (backlog > seconds)
    return (await loadFor(running, request, answer, { amount: connections })).perSecond;
  const { perSecond } = await loadFor(running, request, answer, { duration: seconds });
  // What was under way at the end is still worked on, and the next one is not to be slowed down by it.
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

/** The server's own cursor of the last of the first `rows` articles of the largest publication, found as a client finds it. */
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
