import { KnownCosts } from './known-costs.js';

/** What an object costs, or an item of a list, to be checked and passed on. */
const perItem = 0.05;
/** So many characters of one text cost 1. */
const charactersPerUnit = 1_000;

const known = new KnownCosts();

/** What the value of an argument costs by its size alone, each time it is used. It must not nest deeper than the stack allows. */
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
