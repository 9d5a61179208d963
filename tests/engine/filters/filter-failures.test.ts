import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { capitalized, EndClient, ends } from '../../support/ends.js';

describe.each(ends)('an invalid filter from %s', (_, end) => {
  let client: EndClient;
  let owners: string[];
  let targets: string[];
  const { type, many, text } = end.owner;
  beforeAll(async () => {
    client = await EndClient.start(end);
    owners = await client.create(end.owner, ['a', 'b']);
    targets = await client.create(end.target, ['c']);
  });
  afterAll(() => client.close());

  const deletion = `delete${capitalized(many)}`;
  /** Each place of a filter, with its path among the arguments. */
  const ways = [
    [
      'a page',
      `query($where: ${type}Filter!) { ${many}(where: $where) { nodes { id } } }`,
      'where',
    ],
    ['a count', `query($where: ${type}Filter!) { ${many}(where: $where) { totalCount } }`, 'where'],
    [
      'a nested page',
      `query($where: ${type}Filter!) { ${end.target.many} { nodes { ${end.backField}(where: $where) { nodes { id } } } } }`,
      'where',
    ],
    [
      'a bulk delete',
      `mutation($where: ${type}Filter!) { ${deletion}(input: { where: $where }) { deletedCount } }`,
      'input.where',
    ],
  ] as const;

  test.each(ways)('is refused in %s, with the path of the mistake', async (_, document, path) => {
    const [strange = ''] = targets;
    const wrong: [where: object, at: string, code: string, ids?: string[]][] = [
      [{ AND: null }, 'AND', 'BAD_USER_INPUT'],
      [{ OR: null }, 'OR', 'BAD_USER_INPUT'],
      [{ NOT: null }, 'NOT', 'BAD_USER_INPUT'],
      [{ id: null }, 'id', 'BAD_USER_INPUT'],
      [{ id: { equals: null } }, 'id.equals', 'BAD_USER_INPUT'],
      [{ id: { in: null } }, 'id.in', 'BAD_USER_INPUT'],
      [{ [text]: null }, text, 'BAD_USER_INPUT'],
      [{ [text]: { equals: null } }, `${text}.equals`, 'BAD_USER_INPUT'],
      [{ [text]: { mode: null } }, `${text}.mode`, 'BAD_USER_INPUT'],
      [{ [text]: { equals: 'a\0' } }, `${text}.equals`, 'BAD_USER_INPUT'],
      [{ [text]: { in: ['a', '\ud800'] } }, `${text}.in.1`, 'BAD_USER_INPUT'],
      [{ [end.field]: null }, end.field, 'BAD_USER_INPUT'],
      [{ [end.field]: { some: null } }, `${end.field}.some`, 'BAD_USER_INPUT'],
      [
        { OR: [{}, { [end.field]: { none: { NOT: { id: null } } } }] },
        `OR.1.${end.field}.none.NOT.id`,
        'BAD_USER_INPUT',
      ],
      [{ id: { equals: 'x' } }, 'id.equals', 'BAD_USER_INPUT', ['x']],
      [{ id: { in: [owners[0], 'x', 'y'] } }, 'id.in', 'BAD_USER_INPUT', ['x', 'y']],
      [{ id: { notIn: [strange] } }, 'id.notIn', 'WRONG_TYPE', [strange]],
      [
        { [end.field]: { every: { id: { not: owners[0] } } } },
        `${end.field}.every.id.not`,
        'WRONG_TYPE',
        owners.slice(0, 1),
      ],
      // Of two mistakes, the one whose code comes first is reported, wherever it is.
      [{ id: { equals: strange }, [text]: { gt: null } }, `${text}.gt`, 'BAD_USER_INPUT'],
    ];
    for (const [where, at, code, ids] of wrong) {
      const { errors } = await client.server.send(document, { where });
      expect(errors?.[0]?.extensions, JSON.stringify(where)).toEqual({
        code,
        argument: `${path}.${at}`,
        ...(ids && { ids }),
      });
      expect(errors).toHaveLength(1);
    }
    const { list } = await client.server.run<{ list: { totalCount: number } }>(
      `{ list: ${many} { totalCount } }`,
    );
    expect(list.totalCount).toBe(2);
    expect(client.server.logged).toEqual([]);
  });

  test('a variable without a value is refused, and does not select all rows', async () => {
    const documents = [
      [
        `query($x: ID) { ${many}(where: { id: { equals: $x } }) { totalCount } }`,
        'where.id.equals',
        '$x',
      ],
      [
        `mutation($x: ID) { ${deletion}(input: { where: { id: { equals: $x } } }) { deletedCount } }`,
        'input.where.id.equals',
        '$x',
      ],
      [
        `mutation($f: ${end.target.type}Filter) { ${deletion}(input: { where: { OR: [{ ${end.field}: { some: $f } }] } }) { deletedCount } }`,
        `input.where.OR.0.${end.field}.some`,
        '$f',
      ],
    ] as const;
    for (const [document, argument, variable] of documents) {
      const { errors } = await client.server.send(document);
      expect(errors?.[0]).toMatchObject({
        message: `${argument} is the variable ${variable}, which has no value`,
        extensions: { code: 'BAD_USER_INPUT', argument },
      });
    }
    // A variable for an argument with a default may be omitted: it does not select more rows.
    const mode = `query($m: StringMatchMode) { list: ${many}(where: { ${text}: { equals: "a", mode: $m } }) { totalCount } }`;
    expect(await client.server.run(mode)).toEqual({ list: { totalCount: 1 } });
    // So may a variable with a default.
    const withDefault = `query($x: [ID!] = []) { list: ${many}(where: { id: { notIn: $x } }) { totalCount } }`;
    for (const [variables, totalCount] of [
      [{}, 2],
      [{ x: [owners[0]] }, 1],
    ] as const) {
      expect(await client.server.run(withDefault, variables)).toEqual({ list: { totalCount } });
    }
  });

  test('with distinct: false, mistakes in the filter are reported', async () => {
    const send = async (query: string, variables: object) =>
      (await client.server.send(query, variables)).errors?.[0]?.extensions;
    const plain = `query($where: ${type}Filter) { ${many}(where: $where, distinct: false) { totalCount } }`;
    expect(await send(plain, { where: { [end.field]: { some: null } } })).toEqual({
      code: 'BAD_USER_INPUT',
      argument: `where.${end.field}.some`,
    });
    const forgotten = `query($f: ${end.target.type}Filter) { ${many}(where: { ${end.field}: { some: $f } }, distinct: false) { totalCount } }`;
    expect(await send(forgotten, {})).toEqual({
      code: 'BAD_USER_INPUT',
      argument: `where.${end.field}.some`,
    });
  });

  test('an ID of a row that does not exist matches nothing', async () => {
    const gone = Buffer.from(`${type}:2147483647`).toString('base64');
    const count = async (where: object) =>
      (
        await client.server.run<{ list: { totalCount: number } }>(
          `query($where: ${type}Filter) { list: ${many}(where: $where) { totalCount } }`,
          { where },
        )
      ).list.totalCount;
    expect(await count({ id: { equals: gone } })).toBe(0);
    expect(await count({ id: { in: [gone] } })).toBe(0);
    expect(await count({ id: { not: gone } })).toBe(2);
  });
});
