import { readFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { ColdStart } from './cold-start.js';
import type { DataSetFacts } from './data-set.js';
import type { Growth } from './growth.js';
import type { Memory } from './memory.js';
import { peers } from './peers/all.js';
import type { PeerName } from './peers/peer.js';
import type { Rate } from './rates.js';

/** The results of one run. A part that did not run is absent. */
export interface Results {
  /** The start, in ISO 8601. */
  readonly date: string;
  readonly machine: Machine;
  readonly versions: Readonly<Record<string, string>>;
  readonly dataSet: DataSetFacts;
  readonly settings: {
    readonly connections: number;
    readonly rounds: number;
    readonly seconds: number;
  };
  reads?: readonly Rate[];
  writes?: readonly Rate[];
  growth?: readonly Growth[];
  memory?: Memory;
  start?: ColdStart;
}

/** The machine of a run. */
export interface Machine {
  readonly processor: string;
  readonly cores: number;
  /** In gigabytes. */
  readonly memory: number;
  readonly system: string;
}

/** The machine of this process. */
export function thisMachine(): Machine {
  const processors = cpus();
  return {
    processor: processors[0]?.model.trim() || 'unknown',
    cores: processors.length,
    memory: Math.round(totalmem() / 1024 ** 3),
    system: `${process.platform} ${process.arch}`,
  };
}

/** The installed versions of the compared packages; `node22` is the version of the servers' Node. */
export function installedVersions(node22: string): Record<string, string> {
  const names = peers.flatMap(({ packages }) => packages);
  const versions = names.map((name) => {
    const file = fileURLToPath(new URL(`node_modules/${name}/package.json`, import.meta.url));
    return [name, String(JSON.parse(readFileSync(file, 'utf8')).version)];
  });
  return { node: node22, ...Object.fromEntries(versions) };
}

/** The rate of a server in a case. */
export function rateOf(
  rates: readonly Rate[] | undefined,
  name: string,
  peer: PeerName,
): number | undefined {
  return rates?.find((rate) => rate.case === name && rate.peer === peer)?.median;
}

/** The rate of Both Ends in a case, divided by that of another server. */
export function ratioTo(
  rates: readonly Rate[] | undefined,
  name: string,
  peer: PeerName,
): number | undefined {
  const [ours, theirs] = [rateOf(rates, name, 'both-ends'), rateOf(rates, name, peer)];
  return ours === undefined || theirs === undefined ? undefined : ours / theirs;
}
