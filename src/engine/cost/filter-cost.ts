import { fieldNames } from '../naming.js';
import { lengthOf, maximumCost } from './cost.js';
import { KnownCosts } from './known-costs.js';

/**
 * The costs of the parts of a filter, measured on 50,000 rows with 240,000 links, each of which is read once for a page and once
 * for a count: see `bench/operation-times.md`.
 */
const prices = {
  /** An object: its SQL is composed, sent and parsed even if it compares nothing. */
  object: 1,
  /** A comparison of a column with a value. */
  operator: 50,
  /** A search within texts. */
  contains: 140,
  startsWith: 200,
  endsWith: 160,
  /** Added to these for a case-insensitive comparison, which converts each text to lower case. */
  insensitive: 550,
  /** An item of a list that a column is compared with. */
  item: 0.3,
  /** The same in a case-insensitive comparison. */
  insensitiveItem: 0.6,
  /** A search for a related row. */
  quantifier: 1_750,
  /** To count related rows, all of them if the operand is large. */
  count: 3_000,
};

const quantifiers = new Set(['some', 'every', 'none', 'is']);
/** The fields whose values are not filters of a field. */
const structural = new Set([...quantifiers, 'AND', 'OR', 'NOT', fieldNames.link]);
const listOperators = new Set(['in', 'notIn']);

/** The maximum nesting. A filter that is nested deeper has the maximal cost. */
const maximumDepth = 200;

const known = new KnownCosts();

/** The cost of a filter for each time that a list is read with it. `filter` is as it was sent, and may be invalid. */
export function filterCost(filter: unknown): number {
  return costOf(filter, 0, false);
}

/** `ofField`: whether it is the filter of a field, such as a list filter. */
function costOf(filter: unknown, depth: number, ofField: boolean): number {
  if (filter === undefined) return 0;
  if (typeof filter !== 'object' || filter === null) return prices.operator;
  if (depth > maximumDepth) return maximumCost;
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

/** The cost of the `link` of a list filter: it is compared for each quantifier, and without one it is a quantifier itself. */
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
