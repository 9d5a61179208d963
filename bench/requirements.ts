import { type ReadCase, readCases } from './peers/peer.js';
import { type Results, rateOf, ratioTo } from './results.js';

/** A requirement of the comparison, with the measured value. */
export interface Requirement {
  readonly what: string;
  /** The value with its unit. */
  readonly found: string;
  readonly met: boolean;
}

const ratios: readonly (readonly [
  peer: 'postgraphile' | 'stock' | 'hand-written',
  name: ReadCase,
  minimum: number,
])[] = [
  ['postgraphile', 'articles', 1.3],
  ['postgraphile', 'reverse', 1.1],
  ['postgraphile', 'levels', 1.1],
  ['postgraphile', 'reverse-with-count', 10],
  ['postgraphile', 'node', 1],
  ['postgraphile', 'article', 1],
  ['stock', 'articles', 2],
  ['stock', 'reverse', 100],
  ...(Object.keys(readCases) as ReadCase[]).map(
    (name) => ['hand-written', name, name === 'reverse' ? 0.7 : 0.5] as const,
  ),
];
const names = {
  postgraphile: 'PostGraphile 5',
  stock: 'Pothos + Prisma',
  'hand-written': 'hand-written SQL',
};
const writes = [
  'add-1-of-article',
  'add-1-of-publication',
  'set-100-of-article',
  'set-100-of-publication',
];

/** The requirements at full size, as far as they were measured. */
export function checkRequirements(results: Results): Requirement[] {
  const requirements: Requirement[] = [];
  const add = (
    what: string,
    found: number | undefined,
    met: (found: number) => boolean,
    unit: string,
  ) => {
    if (found !== undefined)
      requirements.push({ what, found: `${found.toFixed(2)}${unit}`, met: met(found) });
  };
  for (const [peer, name, minimum] of ratios) {
    const what = `${readCases[name]}: at least ${minimum} times ${names[peer]}`;
    add(what, ratioTo(results.reads, name, peer), (ratio) => ratio >= minimum, '×');
  }
  for (const name of writes) {
    const label = results.writes?.find((rate) => rate.case === name)?.label;
    add(
      `${label}: at least 2 times ${names.stock}`,
      ratioTo(results.writes, name, 'stock'),
      (ratio) => ratio >= 2,
      '×',
    );
  }
  const [first, deep] = [
    rateOf(results.reads, 'first-page', 'both-ends'),
    rateOf(results.reads, 'deep-page', 'both-ends'),
  ];
  const cost = first !== undefined && deep !== undefined ? first / deep : undefined;
  add(
    'a page deep in the largest publication: at most 1.5 times its first',
    cost,
    (times) => times <= 1.5,
    '×',
  );
  add(
    'memory under the mixed load: below 300 MB',
    results.memory?.maximum,
    (most) => most < 300,
    ' MB',
  );
  add(
    'memory under the mixed load: grows by less than 1 MB a minute',
    results.memory?.perMinute,
    (growth) => growth < 1,
    ' MB',
  );
  add(
    'cold start on existing data: within 2 seconds',
    results.start?.median,
    (seconds) => seconds <= 2,
    ' s',
  );
  return requirements;
}
