import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  columns,
  filtersOf,
  holds,
  type Item,
  type Kinds,
  type Owners,
  startKinds,
} from '../../support/kinds.js';

let kinds: Kinds;
beforeAll(async () => {
  kinds = await startKinds(24, { operationLimits: { cost: 1_000_000 } });
});
afterAll(() => kinds.close());

/** A filter, and the IDs of the rows that it must return. */
type Expected = readonly [where: object, ids: readonly string[]];

/** Reads the rows of a type with each filter, several in one operation. */
async function check(many: string, type: string, expected: readonly Expected[]): Promise<void> {
  for (let at = 0; at < expected.length; at += 20) {
    const part = expected.slice(at, at + 20);
    const variables = Object.fromEntries(part.map(([where], index) => [`w${index}`, where]));
    const declared = part.map((_, index) => `$w${index}: ${type}Filter`);
    const fields = part.map(
      (_, index) => `a${index}: ${many}(where: $w${index}, first: 100) { totalCount nodes { id } }`,
    );
    const data = await kinds.server.run<
      Record<string, { totalCount: number; nodes: { id: string }[] }>
    >(`query(${declared}) { ${fields} }`, variables);
    for (const [index, [where, ids]] of part.entries()) {
      const found = data[`a${index}`];
      const named = JSON.stringify(where);
      expect(found?.nodes.map(({ id }) => id).sort(), named).toEqual([...ids].sort());
      expect(found?.totalCount, named).toBe(ids.length);
    }
  }
}

/** The filter, its complement, and both together, which return no row. */
function withComplement(
  where: object,
  all: readonly string[],
  passes: (id: string) => boolean,
): Expected[] {
  return [
    [where, all.filter(passes)],
    [{ NOT: where }, all.filter((id) => !passes(id))],
    [{ AND: [where, { NOT: where }] }, []],
  ];
}

describe.each(Object.keys(columns))('a filter on %s', (name) => {
  const kind = () => {
    const found = columns[name];
    if (!found) throw new Error(`there is no column ${name}`);
    return found;
  };
  const matches = (operator: string, operand: unknown) => (item: Item | undefined) =>
    item !== undefined && holds(kind(), operator, operand, item.values[name] ?? null);

  test('returns the rows that each operator selects, and with NOT the others', async () => {
    const ids = kinds.items.map(({ id }) => id);
    const expected = filtersOf(name).flatMap(({ operator, operand }) => {
      const match = matches(operator, operand);
      const passing = new Set(kinds.items.filter(match).map(({ id }) => id));
      return withComplement({ [name]: { [operator]: operand } }, ids, (id) => passing.has(id));
    });
    await check('items', 'Item', expected);
  });

  test('does the same through each relation', async () => {
    // One operand for each operator, which differs between columns.
    const filters = filtersOf(name);
    const chosen = [...new Set(filters.map(({ operator }) => operator))].map((operator, at) => {
      const same = filters.filter((each) => each.operator === operator);
      return { operator, operand: same[(at + name.length) % same.length]?.operand };
    });
    const lists = (owners: Owners, field: string) =>
      chosen.flatMap(({ operator, operand }) => {
        const match = matches(operator, operand);
        const where = { [name]: { [operator]: operand } };
        const of = (id: string) => owners.get(id) ?? [];
        return [
          ...withComplement({ [field]: { some: where } }, [...owners.keys()], (id) =>
            of(id).some(match),
          ),
          ...withComplement({ [field]: { every: where } }, [...owners.keys()], (id) =>
            of(id).every(match),
          ),
          ...withComplement(
            { [field]: { none: where } },
            [...owners.keys()],
            (id) => !of(id).some(match),
          ),
        ];
      });
    await check('places', 'Place', lists(kinds.places, 'items'));
    await check('tags', 'Tag', lists(kinds.tags, 'items'));
    const toOne = chosen.flatMap(({ operator, operand }) =>
      withComplement(
        { item: { is: { [name]: { [operator]: operand } } } },
        [...kinds.bundles.keys()],
        (id) => matches(operator, operand)(kinds.bundles.get(id)?.[0]),
      ),
    );
    await check('bundles', 'Bundle', toOne);
  });
});
