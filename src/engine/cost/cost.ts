/** What a selection costs, in units of about one row read. It depends on the list around it, whose size only that list's field knows. */
export interface Cost {
  /** What is paid once. */
  readonly once: number;
  /** What is paid for each row of the page around it, or for each item of a mutation's list. */
  readonly perRow: number;
  /** How often the list around it is counted. */
  readonly counts: number;
  /** What is paid once, whatever the number of rows around it: one statement reads the pages of all of them. */
  readonly perStatement: number;
}

/** The arguments of a field as they were sent: of the right types if the operation is to be executed, but not coerced. */
export type SentArguments = Readonly<Record<string, unknown>>;

/** What a field costs with these arguments, where its selection costs `inner`. A field declares it where it is made. */
export type FieldCost = (args: SentArguments, inner: Cost) => Cost;

/** No cost goes beyond this: products of pages must not become Infinity, of which no page's share would be a number. */
export const maximumCost = 1e15;

/** What each field of a response costs beside the rows: so often can a row be asked for the same under other names. */
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

/** The cost of a field that shows the rows of the page around it. */
export const rowsCost: FieldCost = (_, inner) =>
  bounded({ perRow: 1 + inner.once, perStatement: inner.perStatement });

/** The cost of a field for which the page around it must be read, once. */
export const pageCost: FieldCost = (_, inner) =>
  bounded({ once: inner.once, perRow: 1, perStatement: inner.perStatement });

/** The cost of a field that counts the list around it, beside what that list's field adds for each count. */
export const countCost: FieldCost = () => bounded({ once: 1, counts: 1 });

/** The cost of a field that shows a list that has been paid for already. */
export const listCost: FieldCost = (_, inner) =>
  bounded({ perRow: perField + inner.once, perStatement: inner.perStatement });

/** The cost of a field that costs `own`, and whose selection is about `size` rows. */
export function costOfRows(own: number, size: number, inner: Cost, perStatement = 0): Cost {
  return bounded({
    once: own + inner.once + size * inner.perRow,
    perStatement: perStatement + inner.perStatement,
  });
}

/** How many items an argument has that should be a list: GraphQL takes any other value for a list of this one. */
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
