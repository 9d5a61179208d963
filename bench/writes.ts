import { connections, loadOnce } from './load.js';
import type { End, LinkVerb, Peer, PostRequest } from './peers/peer.js';
import type { Progress } from './progress.js';
import { type Effort, type Rate, ratesOf } from './rates.js';
import type { RunningPeer } from './servers.js';
import { turns } from './statistics.js';
import { type Scenario, scenarioOf, type WriteDatabase } from './write-owners.js';

/** A mutation from one end, with the ranges of the targets that are linked before it and of those in its input. */
interface WriteCase {
  readonly name: string;
  readonly label: string;
  readonly end: End;
  readonly verb: LinkVerb;
  readonly before: readonly [from: number, to: number];
  readonly input: readonly [from: number, to: number];
}

const kinds = [
  { name: 'add-1', label: 'add 1', verb: 'add', before: [0, 10], input: [10, 11] },
  { name: 'add-100', label: 'add 100', verb: 'add', before: [0, 10], input: [10, 110] },
  // Half of the hundred links change.
  { name: 'set-100', label: 'set 100', verb: 'set', before: [0, 100], input: [50, 150] },
  { name: 'clear-100', label: 'clear 100', verb: 'clear', before: [0, 100], input: [0, 0] },
] as const;

/** The mutations of the comparison, from both ends. */
export const writeCases: readonly WriteCase[] = (['article', 'publication'] as const).flatMap(
  (end) =>
    kinds.map((kind) => ({
      ...kind,
      name: `${kind.name}-of-${end}`,
      label: `${kind.label}, of ${end === 'article' ? 'an article' : 'a publication'}`,
      end,
    })),
);

/** The maximum number of owners of each connection in a round: one for each request. */
const maximumOwners = 100;
/** The distance between the first targets of two owners, so that concurrent changes share few targets. */
const stride = 37;

/** A server, with owners that only its requests change. */
interface Writer {
  readonly running: RunningPeer;
  readonly scenarios: readonly Scenario[];
  readonly request: (scenario: Scenario) => PostRequest;
  /** The number of requests of each connection in a round. */
  amount: number;
}

/**
 * Measures the mutations of `cases` on the servers that have mutations. Every request has its own owner, whose links are
 * restored before each round and checked after it. Throws if they are wrong.
 */
export async function measureWrites(
  running: readonly RunningPeer[],
  database: WriteDatabase,
  cases: readonly WriteCase[],
  { rounds, seconds }: Effort,
  progress: Progress,
): Promise<Rate[]> {
  const rates: Rate[] = [];
  for (const [index, one] of cases.entries()) {
    progress.share(index / cases.length, one.label);
    const targets = await database.targets(one.end, 2_000);
    const writers: Writer[] = [];
    for (const peer of running) {
      const request = requestOf(peer.peer);
      if (!request) continue;
      const owners = await database.makeOwners(one.end, connections * maximumOwners);
      writers.push({
        running: peer,
        request,
        amount: 1,
        scenarios: owners.map((owner, nth) => scenarioFor(one, owner, nth, targets)),
      });
    }
    await database.analyze();
    const results = new Map<Writer, number[]>(writers.map((writer) => [writer, []]));
    for (const writer of writers) {
      // Warms up, and estimates the number of requests for the duration.
      await load(writer, database, one.end);
      const perSecond = await load(writer, database, one.end);
      writer.amount = Math.max(
        1,
        Math.min(maximumOwners, Math.round((perSecond * seconds) / connections)),
      );
    }
    for (let round = 0; round < rounds; round++) {
      for (const writer of turns(writers, round))
        results.get(writer)?.push(await load(writer, database, one.end));
    }
    const perPeer = new Map([...results].map(([{ running }, rounds]) => [running, rounds]));
    rates.push(...ratesOf(one, perPeer, progress));
  }
  return rates;
}

function requestOf(peer: Peer): Writer['request'] | undefined {
  const { change } = peer;
  return change && ((scenario) => change(scenario.verb, scenario.change));
}

function scenarioFor(
  { verb, end, before, input }: WriteCase,
  owner: number,
  nth: number,
  targets: readonly number[],
): Scenario {
  const start = (nth * stride) % targets.length;
  const own = [...targets.slice(start), ...targets.slice(0, start)];
  return scenarioOf(verb, end, owner, own.slice(...before), own.slice(...input));
}

async function load(
  { running, scenarios, request, amount }: Writer,
  database: WriteDatabase,
  end: End,
): Promise<number> {
  const used = scenarios.slice(0, amount * connections);
  await database.restore(end, used);
  const lists = Array.from({ length: connections }, (_, connection) =>
    used.filter((_, nth) => nth % connections === connection).map(request),
  );
  const { perSecond } = await loadOnce(running, lists);
  await database.check(end, used, running.peer.label);
  return perSecond;
}
