/**
 * The cost of a selection, in units of about one row read. It depends on the size of the list that the selection belongs to,
 * which only the field of that list knows.
 */
export interface Cost {
  /** The fixed cost. */
  readonly once: number;
  /** The cost for each row of the page, or for each item of a mutation's list. */
  readonly perRow: number;
  /** How many times the list is counted. */
  readonly counts: number;
  /** The fixed cost that does not depend on the number of parents: one statement reads the pages of all of them. */
  readonly perStatement: number;
}

/** The arguments of a field as sent: valid if the operation is executed, but not coerced. */
export type SentArguments = Readonly<Record<string, unknown>>;

/** The cost of a field with these arguments and a selection that costs `inner`. Each field declares it in its extensions. */
export type FieldCost = (args: SentArguments, inner: Cost) => Cost;

/** The maximal cost: products of page sizes must not become Infinity, because Infinity times 0 is not a number. */
export const maximumCost = 1e15;

/**
 * The cost of each field in the response, in addition to the rows: an operation can select a field of a row many times under
 * aliases.
 */
export const perField = 0.1;

/** The sum of costs. */
export function sumOf(costs: readonly Cost[]): Cost {
  let [once, perRow, counts, perStatement] = [0, 0, 0, 0];
  for (const cost of costs) {
    once += cost.once;
    perRow += cost.perRow;
    counts += cost.counts;
    perStatement += cost.perStatement;
  }
  return bounded({ once, perRow, counts, perStatement });
}

/** The cost of a field that reads nothing. */
export const fieldCost: FieldCost = (_, inner) =>
  bounded({ ...inner, once: inner.once + perField });

/** The cost of a field that reads one row. */
export const rowCost: FieldCost = (_, inner) =>
  bounded({ once: 1 + inner.once, perStatement: inner.perStatement });

/** The cost of a field that returns the rows of the page. */
export const rowsCost: FieldCost = (_, inner) =>
  bounded({ perRow: 1 + inner.once, perStatement: inner.perStatement });

/** The cost of a field that needs the page to be read, once. */
export const pageCost: FieldCost = (_, inner) =>
  bounded({ once: inner.once, perRow: 1, perStatement: inner.perStatement });

/** The cost of a field that counts the list, in addition to the cost of each count that the field of the list adds. */
export const countCost: FieldCost = () => bounded({ once: 1, counts: 1 });

/** The cost of a field that returns a list whose cost has already been counted. */
export const listCost: FieldCost = (_, inner) =>
  bounded({ perRow: perField + inner.once, perStatement: inner.perStatement });

/** The cost of a field that returns a list of groups, which together have as many items as a list has. */
export const groupsCost: FieldCost = (_, inner) =>
  bounded({ perRow: perField + inner.once + inner.perRow, perStatement: inner.perStatement });

/** The cost of a field with the cost `own` and a selection on about `size` rows. */
export function costOfRows(own: number, size: number, inner: Cost, perStatement = 0): Cost {
  return bounded({
    once: own + inner.once + size * inner.perRow,
    perStatement: perStatement + inner.perStatement,
  });
}

/** The number of items of an argument that is a list: GraphQL coerces any other value to a list of one item. */
export function lengthOf(list: unknown): number {
  if (list === undefined || list === null) return 0;
  return Array.isArray(list) ? list.length : 1;
}

/** A field's cost as its `extensions`. */
export function withCost(cost: FieldCost): { readonly extensions: { readonly cost: FieldCost } } {
  return { extensions: { cost } };
}

function bounded({ once = 0, perRow = 0, counts = 0, perStatement = 0 }: Partial<Cost>): Cost {
  return {
    once: Math.min(once, maximumCost),
    perRow: Math.min(perRow, maximumCost),
    counts: Math.min(counts, maximumCost),
    perStatement: Math.min(perStatement, maximumCost),
  };
}
