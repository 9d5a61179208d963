import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { capitalized } from '../../support/ends.js';
import {
  type OrderedEnd,
  type OrderedRelation,
  type Playlists,
  relations,
  startPlaylists,
} from '../../support/playlists.js';
import { untilWaiting } from '../../support/waiting.js';

let playlists: Playlists;
beforeAll(async () => {
  playlists = await startPlaylists({ operationLimits: { cost: 1_000_000 } });
});
afterAll(() => playlists.close());
beforeEach(() => playlists.restart());

const send = async (mutation: string, input: object) => {
  const { data, errors } = await playlists.server.send<{ payload: object }>(
    `mutation($input: ${capitalized(mutation)}Input!) { payload: ${mutation}(input: $input) { __typename } }`,
    { input },
  );
  return { data, code: errors?.[0]?.extensions?.code };
};

const name = (verb: string, { owner, field }: OrderedEnd) =>
  `${verb}${owner.type}${capitalized(field)}`;

/** The IDs of an owner's list. */
async function list({ owner, field }: OrderedEnd, id: string): Promise<string[]> {
  const { node } = await playlists.server.run<{ node: { list: { nodes: { id: string }[] } } }>(
    `query($id: ID!) { node(id: $id) { ... on ${owner.type} { list: ${field}(first: 100) { nodes { id } } } } }`,
    { id },
  );
  return node.list.nodes.map((row) => row.id);
}

const first = (end: OrderedEnd) => end.owner.rows[0]?.id ?? '';

/** Checks that no two rows of any list have the same place. */
async function expectTotalOrder({ table, columns, places }: OrderedRelation) {
  for (const { end, column } of places) {
    const { rows } = await playlists.database.query(
      `SELECT FROM ${table} GROUP BY "${columns[end]}", "${column}" HAVING count(*) > 1`,
    );
    expect(rows).toEqual([]);
  }
}

describe.each(relations.map((relation) => [relation.name, relation] as const))(
  'three clients that change %s',
  (_, relation) => {
    const [near, far] = relation.ends;
    const owner = first(near);
    const targets = near.target.rows.map(({ id }) => id);
    const input = (rest: object) => ({ [`${near.owner.one}Id`]: owner, ...rest });
    const ids = `${near.singular}Ids`;

    test('with one move each leave the list of one of their orders', async () => {
      const move = fc.record({
        at: fc.constantFrom('after', 'before', 'first', 'last'),
        row: fc.nat(5),
        beside: fc.nat(5),
      });
      type Move = { at: string; row: number; beside: number };
      const moved = (rows: readonly string[], { at, row, beside }: Move) => {
        const [id, other] = [targets[row] ?? '', targets[beside] ?? ''];
        if (id === other && (at === 'after' || at === 'before')) return rows;
        const others = rows.filter((each) => each !== id);
        const index =
          at === 'first' ? 0 : at === 'last' ? 5 : others.indexOf(other) + Number(at === 'after');
        return others.toSpliced(index, 0, id);
      };
      const orders = ([a, b, c]: Move[]) =>
        [
          [a, b, c],
          [a, c, b],
          [b, a, c],
          [b, c, a],
          [c, a, b],
          [c, b, a],
        ] as Move[][];
      await fc.assert(
        fc.asyncProperty(fc.array(move, { minLength: 3, maxLength: 3 }), async (moves) => {
          await send(name('set', near), input({ [ids]: targets }));
          const codes = await Promise.all(
            moves.map(({ at, row, beside }) =>
              send(
                name('move', near),
                input({
                  [ids]: [targets[row]],
                  [at]: at === 'after' || at === 'before' ? targets[beside] : true,
                }),
              ),
            ),
          );
          for (const [index, { code }] of codes.entries()) {
            const { at, row, beside } = moves[index] as Move;
            const isOwn = row === beside && (at === 'after' || at === 'before');
            expect(code).toBe(isOwn ? 'BAD_USER_INPUT' : undefined);
          }
          const results = orders(moves).map((order) => order.reduce(moved, targets));
          expect(results).toContainEqual(await list(near, owner));
        }),
        { numRuns: 25 },
      );
      await expectTotalOrder(relation);
      expect(playlists.server.logged).toEqual([]);
    });

    test('through both ends lose no row and double none', async () => {
      for (let round = 0; round < 6; round++) {
        await send(name('set', near), input({ [ids]: targets.slice(0, 2) }));
        const back = (target: string) => ({
          [`${far.owner.one}Id`]: target,
          [`${far.singular}Ids`]: [owner],
        });
        const [a = '', b = '', c = '', d = '', e = '', f = ''] = targets;
        const clients = [
          async () => [
            await send(name('add', near), input({ [ids]: [c], after: a })),
            await send(name('move', near), input({ [ids]: [c, b], first: true })),
            await send(name('move', near), input({ [ids]: [a], last: true })),
          ],
          async () => [
            await send(name('add', far), back(d)),
            await send(name('move', near), input({ [ids]: [d], before: a })),
            await send(name('add', far), back(e)),
          ],
          async () => [
            await send(name('move', near), input({ [ids]: [a], after: b })),
            await send(name('add', near), input({ [ids]: [f], before: b })),
            await send(name('remove', far), back(f)),
          ],
        ];
        const made = await Promise.all(clients.map((client) => client()));
        expect(made.flat().map(({ code }) => code)).toEqual(Array(9).fill(undefined));
        const left = await list(near, owner);
        expect(left.toSorted()).toEqual([a, b, c, d, e].toSorted());
        await expectTotalOrder(relation);
        for (const target of [a, b, c, d, e]) expect(await list(far, target)).toContain(owner);
      }
      expect(playlists.server.logged).toEqual([]);
    });

    test('that set it leave one of the lists that they set', async () => {
      for (let round = 0; round < 8; round++) {
        const lists = [targets.slice(0, 4), targets.toReversed(), targets.slice(2)];
        const made = await Promise.all(
          lists.map((each) => send(name('set', near), input({ [ids]: each }))),
        );
        expect(made.map(({ code }) => code)).toEqual([undefined, undefined, undefined]);
        expect(lists).toContainEqual(await list(near, owner));
        await expectTotalOrder(relation);
      }
    });
  },
);

test('a walk through the pages shows each row that is not moved once, in order, while others are moved', async () => {
  const [relation] = relations;
  if (!relation) throw new Error('no relation');
  const [end] = relation.ends;
  const owner = first(end);
  const { database } = playlists;
  await database.query(`TRUNCATE "Song" CASCADE;
    INSERT INTO "Song" SELECT ('bbbbbbbb-0000-4000-8000-' || lpad(i::text, 12, '0'))::uuid, 'song' FROM generate_series(1, 60) AS i`);
  const { songs } = await playlists.server.run<{ songs: { nodes: { id: string }[] } }>(
    '{ songs(first: 60, orderBy: { field: ID }) { nodes { id } } }',
  );
  const all = songs.nodes.map(({ id }) => id);
  const move = fc.record({
    rows: fc.uniqueArray(fc.nat(14), { minLength: 1, maxLength: 3 }),
    at: fc.constantFrom('after', 'before', 'first', 'last'),
    beside: fc.nat(59),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray(all, { minLength: 15, maxLength: 15 }),
      fc.array(fc.array(move, { maxLength: 4 }), { minLength: 9, maxLength: 9 }),
      fc.boolean(),
      async (movable, rounds, backward) => {
        await send(name('set', end), { playlistId: owner, songIds: all });
        const seen: string[] = [];
        let cursor: string | null = null;
        for (let page = 0; page < 30; page++) {
          const args: string = backward ? 'last: 7, before: $cursor' : 'first: 7, after: $cursor';
          const { node } = (await playlists.server.run(
            `query($id: ID!, $cursor: String) { node(id: $id) { ... on Playlist { songs(${args}) { nodes { id } pageInfo { startCursor endCursor hasNextPage hasPreviousPage } } } } }`,
            { id: owner, cursor },
          )) as {
            node: {
              songs: {
                nodes: { id: string }[];
                pageInfo: Record<'startCursor' | 'endCursor', string> &
                  Record<'hasNextPage' | 'hasPreviousPage', boolean>;
              };
            };
          };
          const { nodes, pageInfo } = node.songs;
          const ids = nodes.map(({ id }) => id);
          if (backward) seen.unshift(...ids);
          else seen.push(...ids);
          if (!(backward ? pageInfo.hasPreviousPage : pageInfo.hasNextPage)) break;
          cursor = backward ? pageInfo.startCursor : pageInfo.endCursor;
          await Promise.all(
            (rounds[page] ?? []).map(({ rows, at, beside }) =>
              send(name('move', end), {
                playlistId: owner,
                songIds: rows.map((row) => movable[row]),
                [at]: at === 'after' || at === 'before' ? all[beside] : true,
              }),
            ),
          );
        }
        expect(seen.filter((id) => !movable.includes(id))).toEqual(
          all.filter((id) => !movable.includes(id)),
        );
      },
    ),
    { numRuns: 15 },
  );
}, 60_000);

test('many new rows wait for all lists that they get places in before they lock a later one', async () => {
  const [, authorship] = relations;
  const { owner: books, target: authors } = (authorship as OrderedRelation).ends[0];
  const [, , a, , nine] = authors.rows;
  const other = new pg.Client({ connectionString: playlists.server.databaseUrl });
  await other.connect();
  try {
    const lock = (code = '') =>
      other.query('SELECT FROM "Author" WHERE code = $1 FOR NO KEY UPDATE NOWAIT', [code]);
    await other.query('BEGIN');
    await lock(nine?.key);
    const rows = [a, nine].map((author) => ({ ...books.input(''), authorIds: [author?.id] }));
    const sent = send('createBooks', { books: rows });
    await untilWaiting(playlists.server.databaseUrl, 1);
    // Another change, which takes the lists in the order of their keys.
    await lock(a?.key);
    await other.query('COMMIT');
    expect((await sent).code).toBeUndefined();
  } finally {
    await other.end();
  }
});
