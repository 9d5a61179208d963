import type { PeerName } from './peers/peer.js';
import type { Progress } from './progress.js';
import type { RunningPeer } from './servers.js';
import { median } from './statistics.js';

/** The number of rounds, and their length. */
export interface Effort {
  readonly rounds: number;
  /** The time under load for each server in a round. */
  readonly seconds: number;
}

/** The requests per second of a server in a case. */
export interface Rate {
  readonly case: string;
  /** The name of the case in tables and charts. */
  readonly label: string;
  readonly peer: PeerName;
  /** The rate in each round. */
  readonly rounds: readonly number[];
  readonly median: number;
}

/** The rates of the servers in a case, from the requests per second of each round. Prints their medians. */
export function ratesOf(
  { name, label }: { readonly name: string; readonly label: string },
  results: ReadonlyMap<RunningPeer, readonly number[]>,
  progress: Progress,
): Rate[] {
  const rates = [...results].map(([{ peer }, rounds]) => ({
    case: name,
    label,
    peer: peer.name,
    rounds,
    median: median(rounds),
  }));
  const medians = rates.map((rate) => `${rate.peer} ${rate.median.toFixed(1)}`);
  progress.step(`     ${medians.join(', ')} per second`);
  return rates;
}
