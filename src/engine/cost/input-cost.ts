/** What an object costs, or an item of a list, to be checked and passed on. */
const perItem = 0.05;
/** So many characters of one text cost 1. */
const charactersPerUnit = 1_000;

/** By object, what it costs: the value of a variable is read once, however often it is used. */
const known = new WeakMap<object, number>();

/** What the value of an argument costs by its size alone, each time it is used. It must not nest deeper than the stack allows. */
export function inputCost(value: unknown): number {
  if (typeof value === 'string') return Math.floor(value.length / charactersPerUnit);
  if (typeof value !== 'object' || value === null) return 0;
  const before = known.get(value);
  if (before !== undefined) return before;
  let cost = 0;
  for (const item of Object.values(value)) cost += perItem + inputCost(item);
  known.set(value, cost);
  return cost;
}
