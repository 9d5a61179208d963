import type { LinkVerb, Peer, PeerName, PostRequest } from './peers/peer.js';
import type { Progress } from './progress.js';
import { ask, type RunningPeer } from './servers.js';
import { median, turns } from './statistics.js';
import { type Scenario, scenarioOf, type WriteDatabase } from './write-owners.js';

/** What is measured as a relation grows, by its name in tables and charts. */
export const growthCases = {
  page: 'first page',
  add: 'add 1',
  remove: 'remove 1',
  set: 'set 100',
  clear: 'clear',
} as const;

/** The name of one of them. */
export type GrowthCase = keyof typeof growthCases;

/** How long one call takes on a publication with so many articles, in milliseconds. */
export interface Growth {
  readonly case: GrowthCase;
  readonly peer: PeerName;
  readonly links: number;
  readonly milliseconds: number;
}

/** Prisma's writes are the ones to compare with; the junction rows of PostGraphile would be 100,000 fields in one request. */
const writers: readonly PeerName[] = ['both-ends', 'stock'];
const readers: readonly PeerName[] = ['both-ends', 'stock', 'postgraphile', 'hand-written'];

/** The sizes of relations for a data set: 100, 10,000 and 100,000 links for 200,000 articles. */
export function growthSizes(articles: number): number[] {
  return [...new Set([100, Math.max(100, articles / 20), articles / 2].map(Math.round))];
}

/** Measures `calls` calls of each kind, one after the other, on publications of each size. Throws where links end up wrong. */
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
    if (owner === undefined) throw new Error('no publication was made');
    await database.restore('publication', [scenarioOf('add', 'publication', owner, linked, [])]);
    await database.analyze();

    const pages = running.filter(({ peer }) => readers.includes(peer.name));
    // A page takes so little that more of them are needed to tell it from chance, and can be had.
    const times = await timed(pages, calls * 5, (one) => pageOf(one.peer, owner));
    results.push(...times.map((time) => ({ case: 'page' as const, links, ...time })));

    for (const verb of ['add', 'remove', 'set', 'clear'] as const) {
      const scenario = scenarioOf(verb, 'publication', owner, linked, named(verb, targets, links));
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

/** What a call names: one more, one that is there, or a hundred of which half are there. */
function named(verb: LinkVerb, targets: readonly number[], links: number): readonly number[] {
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

/** The median of some calls of each server, in milliseconds, the servers in turn; the first call of each is not counted. */
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
