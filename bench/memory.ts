import { existsSync, readFileSync } from 'node:fs';
import type { DataSetFacts } from './data-set.js';
import { connections, loadMixed } from './load.js';
import type { LinkVerb, PostRequest, ReadCase } from './peers/peer.js';
import type { Progress } from './progress.js';
import type { RunningPeer } from './servers.js';
import { slope } from './statistics.js';
import { scenarioOf, type WriteDatabase } from './write-owners.js';

/** The resident memory of a server under a mixed load, in megabytes (of 1024²). */
export interface Memory {
  readonly minutes: number;
  readonly requests: number;
  /** After the first minute, or a tenth of the time if that is less. */
  readonly start: number;
  readonly end: number;
  readonly maximum: number;
  /** The growth per minute after the start, by least squares. */
  readonly perMinute: number;
}

const queries: readonly ReadCase[] = [
  'typename',
  'node',
  'article',
  'articles',
  'reverse',
  'reverse-with-count',
  'levels',
  'first-page',
  'filter',
];

/**
 * Sends a mix of all queries and mutations to a server for `minutes`, and samples its memory every second. Undefined on a
 * platform without /proc. Throws if a response has errors.
 */
export async function measureMemory(
  running: RunningPeer,
  database: WriteDatabase,
  facts: DataSetFacts,
  minutes: number,
  progress: Progress,
): Promise<Memory | undefined> {
  if (!existsSync(`/proc/${running.pid}/status`)) {
    progress.step('memory: not measured, because this platform has no /proc');
    return undefined;
  }
  const lists = await mixOf(running, database, facts);
  const samples: { readonly x: number; readonly y: number }[] = [];
  const began = performance.now();
  const sample = () =>
    samples.push({ x: (performance.now() - began) / 60_000, y: resident(running.pid) });
  const timer = setInterval(() => {
    sample();
    if (samples.length % 30 === 0) {
      progress.share(
        (samples.at(-1)?.x ?? 0) / minutes,
        `memory: ${samples.at(-1)?.y.toFixed(0)} MB`,
      );
    }
  }, 1_000);
  try {
    const { requests } = await loadMixed(running, lists, minutes * 60);
    sample();
    const from = Math.min(1, minutes / 10);
    const late = samples.filter(({ x }) => x >= from);
    return {
      minutes,
      requests,
      start: late[0]?.y ?? 0,
      end: late.at(-1)?.y ?? 0,
      maximum: Math.max(...samples.map(({ y }) => y)),
      perMinute: slope(late),
    };
  } finally {
    clearInterval(timer);
  }
}

function resident(pid: number): number {
  const [, kilobytes] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / 1024;
}

/** For each connection all queries, and between them mutations of its own publication, after which the links are as before. */
async function mixOf(
  { peer }: RunningPeer,
  database: WriteDatabase,
  facts: DataSetFacts,
): Promise<PostRequest[][]> {
  const { change } = peer;
  if (!change) throw new Error(`${peer.label} has no mutations`);
  const targets = await database.targets('publication', 150);
  const owners = await database.makeOwners('publication', connections);
  const steps: readonly (readonly [LinkVerb, readonly number[]])[] = [
    ['add', targets.slice(0, 1)],
    ['add', targets.slice(0, 100)],
    ['remove', targets.slice(0, 1)],
    ['set', targets.slice(50, 150)],
    ['clear', []],
  ];
  const variables = {
    article: { id: peer.globalId('Article', facts.articleKey) },
    publication: { id: peer.globalId('Publication', facts.largestKey), first: 10 },
    filter: { title: facts.middleTitle },
  };
  const reads = queries.map((query) => {
    const own =
      query === 'filter'
        ? variables.filter
        : query === 'first-page'
          ? variables.publication
          : variables.article;
    return peer.read(
      query,
      query === 'node' || query === 'article' || query === 'filter' || query === 'first-page'
        ? own
        : {},
    );
  });
  return owners.map((owner) => {
    const writes = steps.map(([verb, ids]) =>
      change(verb, scenarioOf(verb, 'publication', owner, [], ids).change),
    );
    return reads
      .flatMap((read, index) => [read, writes[index]])
      .filter((request) => request !== undefined);
  });
}
