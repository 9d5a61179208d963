import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { countFilters, countHolds } from '../../support/counts.js';
import {
  columnsOf,
  type EndName,
  endNames,
  type Guild,
  type GuildRow,
  linksFrom,
  sorted,
  startGuild,
  type TestedEnd,
  type TestedLink,
  targetOf,
} from '../../support/guild.js';
import { filtersOf, holds, columns as kinds } from '../../support/kinds.js';

type Filter = Record<string, unknown>;

let guild: Guild;
beforeAll(async () => {
  guild = await startGuild({ operationLimits: { cost: 10_000_000 } });
});
afterAll(() => guild.close());

/** Whether all of a filter's AND, OR and NOT hold, and its other fields by `field`. */
function combined(filter: Filter, field: (name: string, value: Filter) => boolean): boolean {
  return Object.entries(filter).every(([name, value]) => {
    const filters = value as Filter[];
    if (name === 'AND') return filters.every((inner) => combined(inner, field));
    if (name === 'OR') return filters.some((inner) => combined(inner, field));
    if (name === 'NOT') return !combined(value as Filter, field);
    return field(name, value as Filter);
  });
}

/** What a filter on the columns of a link says of it. */
const linkHolds = (link: TestedLink, filter: Filter) =>
  combined(filter, (name, operators) =>
    Object.entries(operators).every(([operator, operand]) => {
      const kind = kinds[name];
      if (!kind) throw new Error(`there is no column ${name}`);
      return holds(kind, operator, operand, link.values[name] ?? null);
    }),
  );

/** What a filter says of a row that has a text and, seen from `end`, targets. */
const rowHolds = (row: GuildRow, text: string, filter: Filter, end?: TestedEnd): boolean =>
  combined(filter, (name, value) => {
    if (name === text)
      return Object.entries(value).every(([operator, operand]) =>
        operator === 'equals' ? row.text === operand : row.text.includes(String(operand)),
      );
    if (!end || name !== end.field) throw new Error(`there is no field ${name}`);
    return listHolds(end, row, value);
  });

/** What a list filter says of an owner. */
function listHolds(end: TestedEnd, owner: GuildRow, { link, ...quantifiers }: Filter): boolean {
  const links = linksFrom(end, owner).filter((each) => !link || linkHolds(each, link as Filter));
  const given = Object.entries(quantifiers);
  return (given.length === 0 && link ? [['some', {}] as const] : given).every(
    ([quantifier, filter]) => {
      if (quantifier === 'count') return countHolds(links.length, filter as Filter);
      const matching = links.filter((each) =>
        rowHolds(targetOf(end, each), end.text, filter as Filter),
      ).length;
      if (quantifier === 'some') return matching > 0;
      return quantifier === 'every' ? matching === links.length : matching === 0;
    },
  );
}

const textOf = (end: EndName) => (end === 'Track.albums' ? 'title' : 'name');
const ownText = (end: EndName) => (end === 'Album.tracks' ? 'title' : 'name');

/** Filters of fields, combined by AND, OR and NOT. */
function combinations(field: fc.Arbitrary<Filter>): fc.Arbitrary<Filter> {
  return fc.letrec<{ filter: Filter }>((tie) => ({
    filter: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      field,
      fc.constant({}),
      field.chain((one) => tie('filter').map((other) => ({ ...one, NOT: other }))),
      fc.array(tie('filter'), { maxLength: 2 }).map((filters) => ({ OR: filters })),
      fc.array(tie('filter'), { maxLength: 2 }).map((filters) => ({ AND: filters })),
    ),
  })).filter;
}

const linkFilters = (end: EndName) =>
  combinations(
    fc
      .constantFrom(...columnsOf(end))
      .chain((name) =>
        fc
          .constantFrom(...filtersOf(name))
          .map(({ operator, operand }) => ({ [name]: { [operator]: operand } })),
      ),
  );

const textFilter = (text: string) =>
  fc
    .record({
      operator: fc.constantFrom('equals', 'contains'),
      operand: fc.constantFrom('ann', 'a', 'one', 'the b', 'e', ''),
    })
    .map(({ operator, operand }) => ({ [text]: { [operator]: operand } }));

const listFilters = (end: EndName) => {
  const target = combinations(textFilter(textOf(end)));
  const quantifiers = fc.record(
    { link: linkFilters(end), some: target, every: target, none: target, count: countFilters },
    { requiredKeys: [] },
  );
  return quantifiers;
};

describe.each(endNames)('%s', (name) => {
  const [owner = '', field = ''] = name.split('.');

  test('list filters with `link` take the owners that a naive evaluation takes', async () => {
    const end = guild.ends[name];
    const filter = combinations(
      fc.oneof(
        listFilters(name).map((filter) => ({ [field]: filter })),
        textFilter(ownText(name)),
      ),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(filter, { minLength: 6, maxLength: 6 }), async (filters) => {
        const wheres = filters.flatMap((where) => [where, { NOT: where }]);
        const found = await ask(owner, end.many, wheres);
        for (const [index, where] of wheres.entries()) {
          const expected = end.owners.filter((row) => rowHolds(row, ownText(name), where, end));
          const { totalCount, ids } = found[index] ?? { totalCount: -1, ids: [] };
          expect(ids, JSON.stringify(where)).toEqual(expected.map(({ id }) => id).sort());
          expect(totalCount).toBe(expected.length);
        }
      }),
      { numRuns: 25 },
    );
  });

  test('the list of each owner takes `link` beside the fields of its rows', async () => {
    const end = guild.ends[name];
    const filter = combinations(
      fc.oneof(
        linkFilters(name).map((link) => ({ link })),
        textFilter(end.text),
      ),
    );
    await fc.assert(
      fc.asyncProperty(filter, fc.integer({ min: 1, max: 4 }), async (where, size) => {
        const { owners } = await guild.server.run<{
          owners: { nodes: { id: string; list: { totalCount: number; nodes: GuildRow[] } }[] };
        }>(
          `query ($where: ${owner}${capitalized(field)}Filter) {
             owners: ${end.many} { nodes { id list: ${field}(where: $where, first: ${size}, orderBy: { field: ID }) { totalCount nodes { id } } } }
           }`,
          { where },
        );
        for (const { id, list } of owners.nodes) {
          const links = end.links.filter(({ rows }) => rows[end.side].id === id);
          const expected = sorted(end, links, 'id', 'ASC').filter((link) =>
            combined(where, (name, value) =>
              name === 'link'
                ? linkHolds(link, value)
                : rowHolds(targetOf(end, link), end.text, { [name]: value }),
            ),
          );
          expect(list.totalCount, JSON.stringify(where)).toBe(expected.length);
          const ids = expected.map((link) => targetOf(end, link).id);
          expect(list.nodes.map((node) => node.id)).toEqual(ids.slice(0, size));
        }
      }),
      { numRuns: 40 },
    );
  });

  test('pairs are the links that match `link` and `some`', async () => {
    const end = guild.ends[name];
    const filter = fc.record({ link: linkFilters(name), some: textFilter(textOf(name)) });
    await fc.assert(
      fc.asyncProperty(filter, fc.boolean(), async ({ link, some }, alone) => {
        const where = { [field]: alone ? { link } : { link, some } };
        const { list } = await guild.server.run<{
          list: { totalCount: number; nodes: { id: string }[] };
        }>(
          `query ($where: ${owner}Filter) { list: ${end.many}(distinct: false, where: $where, first: 100) { totalCount nodes { id } } }`,
          { where },
        );
        const expected = end.links.filter(
          (each) =>
            linkHolds(each, link) && (alone || rowHolds(targetOf(end, each), end.text, some)),
        );
        expect(list.totalCount, JSON.stringify(where)).toBe(expected.length);
        const ids = expected.map(({ rows }) => rows[end.side].id).sort();
        expect(list.nodes.map(({ id }) => id).sort()).toEqual(ids);
      }),
      { numRuns: 20 },
    );
  });

  test.each([
    [{ link: null }, 'where.F.link'],
    [{ link: null, some: {} }, 'where.F.link'],
    [{ link: { int: { equals: null } } }, 'where.F.link.int.equals'],
    [{ link: { OR: [{ NOT: { int: null } }] }, none: {} }, 'where.F.link.OR.0.NOT.int'],
    [{ link: {}, some: null }, 'where.F.some'],
  ])('an explicit null in %j is refused at its place', async (filter, path) => {
    const end = guild.ends[name];
    for (const distinct of [true, false]) {
      const { errors } = await guild.server.send(
        `query ($where: ${owner}Filter) { ${end.many}(where: $where, distinct: ${distinct}) { totalCount } }`,
        { where: { [field]: filter } },
      );
      expect(errors?.[0]?.extensions).toMatchObject({
        code: 'BAD_USER_INPUT',
        argument: path.replace('F', field),
      });
    }
  });
});

const capitalized = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** Which rows of a type each filter takes, all in one operation. */
async function ask(type: string, many: string, wheres: readonly Filter[]) {
  const declared = wheres.map((_, index) => `$w${index}: ${type}Filter`);
  const lists = wheres.map(
    (_, index) => `l${index}: ${many}(where: $w${index}, first: 100) { totalCount nodes { id } }`,
  );
  const data = await guild.server.run<
    Record<string, { totalCount: number; nodes: { id: string }[] }>
  >(
    `query (${declared}) { ${lists} }`,
    Object.fromEntries(wheres.map((where, index) => [`w${index}`, where])),
  );
  return wheres.map((_, index) => ({
    totalCount: data[`l${index}`]?.totalCount,
    ids: data[`l${index}`]?.nodes.map(({ id }) => id).sort(),
  }));
}
