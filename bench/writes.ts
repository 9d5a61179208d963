import { connections, loadOnce } from './load.js';
import type { End, LinkVerb, Peer, PostRequest } from './peers/peer.js';
import type { Progress } from './progress.js';
import type { Effort, Rate } from './reads.js';
import type { RunningPeer } from './servers.js';
import { median, turns } from './statistics.js';
import { type Scenario, scenarioOf, type WriteDatabase } from './write-owners.js';

/** One of the mutations, from one end: how many links an owner has before it, and which of the targets it names. */
interface WriteCase {
  readonly name: string;
  readonly label: string;
  readonly end: End;
  readonly verb: LinkVerb;
  readonly before: readonly [from: number, to: number];
  readonly named: readonly [from: number, to: number];
}

const kinds = [
  { name: 'add-1', label: 'add 1', verb: 'add', before: [0, 10], named: [10, 11] },
  { name: 'add-100', label: 'add 100', verb: 'add', before: [0, 10], named: [10, 110] },
  // Half of the hundred change.
  { name: 'set-100', label: 'set 100', verb: 'set', before: [0, 100], named: [50, 150] },
  { name: 'clear-100', label: 'clear 100', verb: 'clear', before: [0, 100], named: [0, 0] },
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

/** How many owners each connection may use in one round, one for each request. */
const mostOwners = 100;
/** How many targets lie between two owners' first ones: owners that are changed at the same time share few. */
const stride = 37;

/** A server with the owners that only it changes. */
interface Writer {
  readonly running: RunningPeer;
  readonly scenarios: readonly Scenario[];
  readonly request: (scenario: Scenario) => PostRequest;
  /** How many requests each connection sends in a round. */
  amount: number;
}

/**
 * Measures the mutations of `cases` with those servers that were set up for them. Every request has an owner of its own,
 * whose links are restored before each round and looked at after it. Throws where they are not what they must be.
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
      const owners = await database.makeOwners(one.end, connections * mostOwners);
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
      // Warms up, and tells how many requests fill the time.
      await load(writer, database, one.end);
      const perSecond = await load(writer, database, one.end);
      writer.amount = Math.max(
        1,
        Math.min(mostOwners, Math.round((perSecond * seconds) / connections)),
      );
    }
    for (let round = 0; round < rounds; round++) {
      for (const writer of turns(writers, round))
        results.get(writer)?.push(await load(writer, database, one.end));
    }
    for (const [
      {
        running: { peer },
      },
      perRound,
    ] of results) {
      rates.push({
        case: one.name,
        label: one.label,
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

function requestOf(peer: Peer): Writer['request'] | undefined {
  const { change } = peer;
  return change && ((scenario) => change(scenario.verb, scenario.change));
}

function scenarioFor(
  { verb, end, before, named }: WriteCase,
  owner: number,
  nth: number,
  targets: readonly number[],
): Scenario {
  const start = (nth * stride) % targets.length;
  const own = [...targets.slice(start), ...targets.slice(0, start)];
  return scenarioOf(verb, end, owner, own.slice(...before), own.slice(...named));
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
