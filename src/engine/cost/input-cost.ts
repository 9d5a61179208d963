import { KnownCosts } from './known-costs.js';

/** The cost of an object or of an item of a list. */
const perItem = 0.05;
/** The number of characters of a string that cost 1. */
const charactersPerUnit = 1_000;

const known = new KnownCosts();

/** The cost of an argument's value by its size, for each use. Its depth must have been limited before, because this recurses. */
export function inputCost(value: unknown): number {
  if (typeof value === 'string') return Math.floor(value.length / charactersPerUnit);
  if (typeof value !== 'object' || value === null) return 0;
  return known.of(value, () => {
    let cost = 0;
    // Object.values would copy a list of 10,000 IDs.
    for (const item of Array.isArray(value) ? value : Object.values(value))
      cost += perItem + inputCost(item);
    return cost;
  });
}
