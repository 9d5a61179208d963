import { parseArgs } from 'node:util';
import { fullSize } from './data-set.js';
import { peers } from './peers/all.js';
import { type Peer, type ReadCase, readCases } from './peers/peer.js';
import { writeCases } from './writes.js';

/** The parts of the benchmark, in their order. */
export const parts = ['reads', 'writes', 'growth', 'memory', 'start'] as const;

/** The name of a part. */
export type Part = (typeof parts)[number];

/** The options of a run. */
export interface Options {
  readonly articles: number;
  readonly only: ReadonlySet<Part>;
  readonly rounds: number;
  /** The time under load for each server in a round. */
  readonly seconds: number;
  /** The time for which the memory is measured. */
  readonly minutes: number;
  readonly starts: number;
  readonly peers: readonly Peer[];
  readonly reads: readonly ReadCase[];
  readonly writes: typeof writeCases;
  /** The file for the results, if they are to be saved. */
  readonly out: string | undefined;
  /** Whether all parts are measured at full size: only then are the charts and the README updated. */
  readonly complete: boolean;
}

/** An invalid argument. Its message is one line. */
export class OptionError extends Error {}

const smallest = 2_000;

/** Reads the command line. With less than the full size, each measurement is short. Throws OptionError. */
export function readOptions(args: readonly string[]): Options {
  const values = parse(args);
  const articles = count('articles', values.articles, smallest) ?? fullSize;
  const brief = articles < fullSize;
  const only = new Set(list('only', values.only, parts, (part) => part));
  const chosen = list('peers', values.peers, peers, ({ name }) => name);
  const isChosen = (name: string) => values.cases === undefined || name.includes(values.cases);
  const reads = (Object.keys(readCases) as ReadCase[]).filter(isChosen);
  const writes = writeCases.filter(({ name }) => isChosen(name));
  if (reads.length + writes.length === 0) {
    const names = [...Object.keys(readCases), ...writeCases.map(({ name }) => name)];
    throw new OptionError(
      `--cases is "${values.cases}"; it must be part of one of ${names.join(', ')}`,
    );
  }
  const rounds = count('rounds', values.rounds, 1) ?? (brief ? 2 : 5);
  return {
    articles,
    only,
    rounds,
    seconds: decimal('seconds', values.seconds) ?? (brief ? 0.15 : 3),
    minutes: decimal('minutes', values.minutes) ?? (brief ? 0.1 : 10),
    starts: brief ? 1 : 5,
    peers: chosen,
    reads,
    writes,
    out: values.out,
    complete:
      !brief &&
      rounds >= 5 &&
      only.size === parts.length &&
      chosen.length === peers.length &&
      values.cases === undefined,
  };
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args: [...args],
      options: {
        articles: text,
        only: text,
        rounds: text,
        seconds: text,
        minutes: text,
        peers: text,
        cases: text,
        out: text,
      },
    }).values;
  } catch (error) {
    throw new OptionError(
      error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error),
      { cause: error },
    );
  }
}

function count(option: string, value: string | undefined, least: number): number | undefined {
  if (value === undefined) return undefined;
  if (!/^\d{1,7}$/.test(value) || Number(value) < least) {
    throw new OptionError(
      `--${option} is "${value}"; it must be a whole number from ${least} to 9999999`,
    );
  }
  return Number(value);
}

function decimal(option: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (!/^\d{1,4}(\.\d+)?$/.test(value) || Number(value) === 0) {
    throw new OptionError(`--${option} is "${value}"; it must be a number above 0, such as 0.5`);
  }
  return Number(value);
}

/** The items with these names, in the order of `items`; all of them if the option is not set. */
function list<Item>(
  option: string,
  value: string | undefined,
  items: readonly Item[],
  nameOf: (item: Item) => string,
): Item[] {
  if (value === undefined) return [...items];
  const names = value.split(',');
  const unknown = names.find((name) => !items.some((item) => nameOf(item) === name));
  if (unknown !== undefined) {
    throw new OptionError(
      `--${option} has "${unknown}"; it must be a list, separated by commas, of ${items.map(nameOf).join(', ')}`,
    );
  }
  return items.filter((item) => names.includes(nameOf(item)));
}
