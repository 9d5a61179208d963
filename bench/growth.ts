import type { LinkVerb, Peer, PeerName, PostRequest } from './peers/peer.js';
import type { Progress } from './progress.js';
import { ask, type RunningPeer } from './servers.js';
import { median, turns } from './statistics.js';
import { type Scenario, scenarioOf, type WriteDatabase } from './write-owners.js';

/** The calls that are measured on relations of several sizes, with their names in tables and charts. */
export const growthCases = {
  page: 'first page',
  add: 'add 1',
  remove: 'remove 1',
  set: 'set 100',
  clear: 'clear',
} as const;

/** The key of such a call. */
export type GrowthCase = keyof typeof growthCases;

/** The time of one call on a publication with `links` articles, in milliseconds. */
export interface Growth {
  readonly case: GrowthCase;
  readonly peer: PeerName;
  readonly links: number;
  readonly milliseconds: number;
}

/** Without PostGraphile, whose mutations of single junction rows would need 100,000 fields in one request. */
const writers: readonly PeerName[] = ['both-ends', 'stock'];
const readers: readonly PeerName[] = ['both-ends', 'stock', 'postgraphile', 'hand-written'];

/** The sizes of relations for a data set: 100, 10,000 and 100,000 links for 200,000 articles. */
export function growthSizes(articles: number): number[] {
  return [...new Set([100, Math.max(100, articles / 20), articles / 2].map(Math.round))];
}

/** Measures calls of each kind, one after the other, on publications of each size. Throws if the links are wrong afterwards. */
export async function measureGrowth(
  running: readonly RunningPeer[],
  database: WriteDatabase,
  sizes: readonly number[],
  callsFor: (links: number) => number,
  progress: Progress,
): Promise<Growth[]> {
  const results: Growth[] = [];
  const targets = await database.targets('publication', Math.max(...sizes) + 1);
  for (const [index, links] of sizes.entries()) {
    progress.share(index / sizes.length, `relations of ${links.toLocaleString('en')} links`);
    const calls = callsFor(links);
    const linked = targets.slice(0, links);
    const [owner] = await database.makeOwners('publication', 1);
    if (owner === undefined) throw new Error('no publication was created');
    await database.restore('publication', [scenarioOf('add', 'publication', owner, linked, [])]);
    await database.analyze();

    const pages = running.filter(({ peer }) => readers.includes(peer.name));
    // A page takes little time, so more calls are needed for a stable median.
    const times = await timed(pages, calls * 5, (one) => pageOf(one.peer, owner));
    results.push(...times.map((time) => ({ case: 'page' as const, links, ...time })));

    for (const verb of ['add', 'remove', 'set', 'clear'] as const) {
      const scenario = scenarioOf(
        verb,
        'publication',
        owner,
        linked,
        targetsOf(verb, targets, links),
      );
      const changers = running.filter(({ peer }) => peer.change && writers.includes(peer.name));
      const writes = await timed(
        changers,
        calls,
        (one) => one.peer.change?.(verb, scenario.change),
        () => restore(database, scenario),
        ({ peer }) => database.check('publication', [scenario], peer.label),
      );
      results.push(...writes.map((time) => ({ case: verb, links, ...time })));
      await restore(database, scenario);
    }
  }
  return results;
}

/** The targets in a call: a new one, a linked one, or a hundred of which half are linked. */
function targetsOf(verb: LinkVerb, targets: readonly number[], links: number): readonly number[] {
  if (verb === 'add') return targets.slice(links, links + 1);
  if (verb === 'remove') return targets.slice(links - 1, links);
  return verb === 'set' ? targets.slice(links - 50, links + 50) : [];
}

function restore(database: WriteDatabase, scenario: Scenario): Promise<void> {
  return database.restore('publication', [scenario]);
}

function pageOf(peer: Peer, owner: number): PostRequest | undefined {
  return peer.read('first-page', { id: peer.globalId('Publication', owner), first: 10 });
}

/** The median time of each server's calls, in milliseconds. The servers alternate, and the first call of each is not counted. */
async function timed(
  running: readonly RunningPeer[],
  calls: number,
  requestOf: (one: RunningPeer) => PostRequest | undefined,
  before: () => Promise<void> = async () => {},
  after: (one: RunningPeer) => Promise<void> = async () => {},
): Promise<{ readonly peer: PeerName; readonly milliseconds: number }[]> {
  const times = new Map<RunningPeer, number[]>(running.map((one) => [one, []]));
  for (let call = 0; call <= calls; call++) {
    for (const one of turns(running, call)) {
      const request = requestOf(one);
      if (!request) continue;
      await before();
      const began = performance.now();
      await ask(one, request);
      const time = performance.now() - began;
      await after(one);
      if (call > 0) times.get(one)?.push(time);
    }
  }
  return [...times].map(([{ peer }, measured]) => ({
    peer: peer.name,
    milliseconds: median(measured),
  }));
}
