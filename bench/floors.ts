import { type ReadCase, readCases } from './peers/peer.js';
import { type Results, rateOf, ratioTo } from './results.js';

/** Something that the comparison must show, and what it showed. */
export interface Floor {
  readonly what: string;
  /** Ready to be read, with its unit. */
  readonly found: string;
  readonly met: boolean;
}

const ratios: readonly (readonly [
  peer: 'postgraphile' | 'stock' | 'hand-written',
  name: ReadCase,
  floor: number,
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

/** What must be so at full size, as far as it was measured. */
export function checkFloors(results: Results): Floor[] {
  const floors: Floor[] = [];
  const add = (
    what: string,
    found: number | undefined,
    met: (found: number) => boolean,
    unit: string,
  ) => {
    if (found !== undefined)
      floors.push({ what, found: `${found.toFixed(2)}${unit}`, met: met(found) });
  };
  for (const [peer, name, floor] of ratios) {
    const what = `${readCases[name]}: at least ${floor} times ${names[peer]}`;
    add(what, ratioTo(results.reads, name, peer), (ratio) => ratio >= floor, '×');
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
  return floors;
}
