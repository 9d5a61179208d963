import { fieldNames } from '../naming.js';
import { lengthOf, maximumCost } from './cost.js';
import { KnownCosts } from './known-costs.js';

/**
 * What the parts of a filter cost, measured on 50,000 rows with 240,000 links, of which each is read once for a page and again
 * for a count: see `bench/operation-times.md`.
 */
const prices = {
  /** An object, which is SQL to be written, sent and read even where it compares nothing. */
  object: 1,
  /** A value that a column is compared with. */
  operator: 50,
  /** The same, where each text is looked into. */
  contains: 140,
  startsWith: 200,
  endsWith: 160,
  /** Beside that, where each text is turned into lower case. */
  insensitive: 550,
  /** An item of a list that a column is compared with. */
  item: 0.3,
  /** The same, where each text is turned into lower case. */
  insensitiveItem: 0.6,
  /** To look for a related row. */
  quantifier: 1_750,
  /** To count related rows, all of them if the operand is large. */
  count: 3_000,
};

const quantifiers = new Set(['some', 'every', 'none', 'is']);
/** The names whose values are not filters of a field. */
const structural = new Set([...quantifiers, 'AND', 'OR', 'NOT', fieldNames.link]);
const listOperators = new Set(['in', 'notIn']);

/** Nothing nests so deep that is meant: deeper filters are taken to cost whatever there is, and not looked into. */
const deepest = 200;

const known = new KnownCosts();

/**
 * What a filter costs each time a list is read with it. `filter` is as it was sent: whatever is wrong with it will be told
 * later.
 */
export function filterCost(filter: unknown): number {
  return costOf(filter, 0, false);
}

/** `ofField`: whether it is the filter of a field, such as a list filter. */
function costOf(filter: unknown, depth: number, ofField: boolean): number {
  if (filter === undefined) return 0;
  if (typeof filter !== 'object' || filter === null) return prices.operator;
  if (depth > deepest) return maximumCost;
  return known.of(filter, () =>
    Array.isArray(filter)
      ? sum(filter, (each) => costOf(each, depth + 1, false))
      : objectCost(filter, depth, ofField),
  );
}

function objectCost(filter: object, depth: number, ofField: boolean): number {
  const ofLinks = ofField && fieldNames.link in filter;
  const insensitive = 'mode' in filter && filter.mode === 'INSENSITIVE';
  const parts = filter as Readonly<Record<string, unknown>>;
  const inner = sum(Object.keys(parts), (name) => {
    const value = parts[name];
    // A column of that name stands in the filter of a row, not of a field.
    if (ofField && name === fieldNames.count) return prices.count + costOf(value, depth + 1, true);
    if (quantifiers.has(name)) return prices.quantifier + costOf(value, depth + 1, false);
    if (ofLinks && name === fieldNames.link)
      return linkCost(costOf(value, depth + 1, false), Object.keys(filter).length - 1);
    if (listOperators.has(name))
      return operatorCost(name, insensitive) + itemCost(insensitive) * lengthOf(value);
    if (typeof value === 'object' && value !== null)
      return costOf(value, depth + 1, !structural.has(name));
    return value === undefined || name === 'mode' ? 0 : operatorCost(name, insensitive);
  });
  return Math.min(prices.object + inner, maximumCost);
}

const itemCost = (insensitive: boolean) => (insensitive ? prices.insensitiveItem : prices.item);

/** What the `link` of a list filter costs: it is compared for each quantifier, and alone is one itself. */
const linkCost = (cost: number, quantifiers: number): number =>
  quantifiers === 0 ? prices.quantifier + cost : quantifiers * cost;

function operatorCost(name: string, insensitive: boolean): number {
  const cost =
    name === 'contains' || name === 'startsWith' || name === 'endsWith'
      ? prices[name]
      : prices.operator;
  return insensitive ? prices.insensitive + cost : cost;
}

function sum<Item>(items: readonly Item[], cost: (item: Item) => number): number {
  let total = 0;
  for (const item of items) total = Math.min(total + cost(item), maximumCost);
  return total;
}
