import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { encodeGlobalId } from '../../../src/engine/model/global-id.js';
import { capitalized, EndClient, ends, linkedEnds, otherEnd } from '../../support/ends.js';
import { type Guild, startGuild } from '../../support/guild.js';
import { until } from '../../support/process.js';
import { startTestServer } from '../../support/server.js';

interface Change {
  readonly row: { readonly id: string };
  readonly addedCount?: number;
  readonly added?: readonly { readonly node: { readonly id: string } }[];
  readonly removedCount?: number;
  readonly removed?: readonly string[];
}
interface Payload {
  readonly changes: readonly Change[];
  readonly addedCount?: number;
  readonly removedCount?: number;
}
type Pair = readonly [owner: string, target: string];

/** The changes of a client's links, pair by pair. */
class Pairs {
  constructor(readonly client: EndClient) {}

  document(verb: 'link' | 'unlink'): string {
    const { owner, field, singular } = this.client.end;
    const name = `${verb}${capitalized(owner.many)}${capitalized(field)}`;
    const part = capitalized(singular);
    const tells =
      verb === 'link'
        ? `added: added${part}Edges { node { id } } addedCount`
        : `removed: removed${part}Ids removedCount`;
    return `mutation($input: ${capitalized(name)}Input!) {
      payload: ${name}(input: $input) { changes { row: ${owner.one} { id } ${tells} } ${verb === 'link' ? 'addedCount' : 'removedCount'} }
    }`;
  }

  send(verb: 'link' | 'unlink', pairs: readonly Pair[]) {
    const { owner, singular } = this.client.end;
    const links = pairs.map(([one, other]) => ({
      [`${owner.one}Id`]: one,
      [`${singular}Id`]: other,
    }));
    return this.client.server.send<{ payload: Payload }>(this.document(verb), { input: { links } });
  }

  async change(verb: 'link' | 'unlink', pairs: readonly Pair[]): Promise<Payload> {
    const { data, errors } = await this.send(verb, pairs);
    expect(errors).toBeUndefined();
    return data?.payload as Payload;
  }
}

/** The pairs that a payload says were changed. */
const changedIn = ({ changes }: Payload): Pair[] =>
  changes.flatMap(({ row, added, removed }) =>
    (added?.map(({ node }) => node.id) ?? removed ?? []).map((id): Pair => [row.id, id]),
  );

const text = ([owner, target]: Pair) => `${owner} ${target}`;

describe.each([...ends, ...linkedEnds])('pairs of %s', (_, end) => {
  let client: EndClient;
  let near: Pairs;
  let far: Pairs;
  let owners: string[];
  let targets: string[];
  beforeAll(async () => {
    client = await EndClient.start(end);
    near = new Pairs(client);
    far = new Pairs(new EndClient(client.server, otherEnd(end)));
    owners = await client.create(end.owner, ['one', 'two', 'three', 'four']);
    targets = await client.create(
      end.target,
      Array.from({ length: 6 }, (_, at) => `target ${at}`),
    );
  });
  afterAll(() => client.close());
  const clear = async () => {
    for (const owner of owners) await client.change('clear', owner);
  };

  test('in any order leave what a naive model says, and each owner is told what changed', async () => {
    const pairs = fc.array(fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 5 })), { maxLength: 12 });
    const step = fc.record({
      verb: fc.constantFrom('link' as const, 'link' as const, 'unlink' as const),
      pairs,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (program) => {
        await clear();
        const known = new Set<string>();
        for (const { verb, pairs } of program) {
          // Links with columns are not made from repeated pairs.
          const sent = [...new Map(pairs.map((pair) => [pair.join(), pair])).values()].map(
            ([owner, target]): Pair => [owners[owner] ?? '', targets[target] ?? ''],
          );
          const payload = await near.change(verb, sent);
          const expected = sent.filter((pair) => known.has(text(pair)) === (verb === 'unlink'));
          expect(payload.changes.map(({ row }) => row.id)).toEqual([
            ...new Set(sent.map(([owner]) => owner)),
          ]);
          expect(changedIn(payload).map(text).sort()).toEqual(expected.map(text).sort());
          expect(payload.addedCount ?? payload.removedCount).toBe(expected.length);
          for (const { addedCount, added, removedCount, removed } of payload.changes)
            expect(addedCount ?? removedCount).toBe((added ?? removed)?.length);
          for (const pair of expected) {
            if (verb === 'link') known.add(text(pair));
            else known.delete(text(pair));
          }
        }
        expect(await client.links()).toEqual([...known].sort());
      }),
      { numRuns: 15 },
    );
  }, 60_000);

  test('are linked in one statement, and unlinked in one after the locks', async () => {
    await clear();
    const all = owners.flatMap((owner) => targets.map((target): Pair => [owner, target]));
    for (const pairs of [all.slice(0, 1), all]) {
      client.server.statements.length = 0;
      await near.change('link', pairs);
      expect(client.server.statements).toHaveLength(1);
      client.server.statements.length = 0;
      await near.change('unlink', pairs);
      expect(client.server.statements).toHaveLength(4);
    }
    client.server.statements.length = 0;
    expect(await near.change('link', [])).toMatchObject({ changes: [], addedCount: 0 });
    expect(await near.change('unlink', [])).toMatchObject({ changes: [], removedCount: 0 });
  });

  test('have the edges that a page has, in the same order', async () => {
    await clear();
    const [owner = '', other = ''] = owners;
    const { changes } = await near.change('link', [
      ...targets.toReversed().map((target): Pair => [other, target]),
      ...targets.map((target): Pair => [owner, target]),
    ]);
    expect(changes.map(({ row }) => row.id)).toEqual([other, owner]);
    for (const { row, added } of changes)
      expect(added?.map(({ node }) => node.id)).toEqual(await client.targets(row.id));
  });

  test('with mistakes are refused, and nothing is changed', async () => {
    await clear();
    const [owner = ''] = owners;
    const [target = ''] = targets;
    const gone = [
      ...(await client.create(end.owner, ['gone'])),
      ...(await client.create(end.target, ['gone'])),
    ];
    for (const [at, { type }] of [end.owner, end.target].entries())
      await client.server.run(
        `mutation { delete${type}(input: { id: "${gone[at]}" }) { __typename } }`,
      );
    const [noOwner = '', noTarget = ''] = gone;
    const stranger = encodeGlobalId('Stranger', 1);
    const cases: readonly (readonly [
      Pair[],
      string,
      string[],
      Partial<Record<'only', string>>?,
    ])[] = [
      [[[owner, 'x']], 'BAD_USER_INPUT', ['x']],
      [[['x', noTarget]], 'BAD_USER_INPUT', ['x']],
      [[[stranger, target]], 'BAD_USER_INPUT', [stranger]],
      [
        [
          [owner, target],
          [noOwner, target],
          [noOwner, noTarget],
        ],
        'NOT_FOUND',
        [noOwner],
      ],
      [
        [
          [owner, target],
          [owner, noTarget],
        ],
        'NOT_FOUND',
        [noTarget],
        { only: 'link' },
      ],
    ];
    for (const verb of ['link', 'unlink'] as const)
      for (const [pairs, code, ids, { only } = {}] of cases) {
        if (only !== undefined && only !== verb) continue;
        const { errors } = await near.send(verb, pairs);
        expect(errors?.map(({ extensions }) => extensions)).toEqual([
          expect.objectContaining({ code, argument: 'input.links', ids }),
        ]);
      }
    if (end.owner.type !== end.target.type) {
      const { errors } = await near.send('link', [[owner, owner]]);
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'WRONG_TYPE', ids: [owner] });
    }
    const many = Array.from({ length: 10_001 }, (): Pair => ['x', 'x']);
    const { errors } = await near.send('unlink', many);
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      argument: 'input.links',
    });
    expect(await client.links()).toEqual([]);
    // A target that does not exist has no links.
    expect(await near.change('unlink', [[owner, noTarget]])).toMatchObject({ removedCount: 0 });
  });

  test('of three clients at both ends are each linked and unlinked once, without a failure', async () => {
    const some = () =>
      owners
        .flatMap((owner) => targets.map((target): Pair => [owner, target]))
        .filter(() => Math.random() < 0.5)
        .sort(() => Math.random() - 0.5);
    const turned = (pairs: readonly Pair[]) => pairs.map(([a, b]): Pair => [b, a]);
    for (let round = 0; round < 8; round++) {
      const counts = new Map((await client.links()).map((link) => [link, 1]));
      const calls = Array.from({ length: 12 }, async (_, at) => {
        const verb = at % 3 === 2 ? 'unlink' : 'link';
        const payload =
          at % 2 === 0
            ? changedIn(await near.change(verb, some()))
            : turned(changedIn(await far.change(verb, turned(some()))));
        return { verb, payload };
      });
      for (const { verb, payload } of await Promise.all(calls))
        for (const pair of payload)
          counts.set(text(pair), (counts.get(text(pair)) ?? 0) + (verb === 'link' ? 1 : -1));
      const left = [...counts].filter(([, times]) => times !== 0);
      expect(left.map(([, times]) => times).every((times) => times === 1)).toBe(true);
      expect(left.map(([link]) => link).sort()).toEqual(await client.links());
    }
    expect(client.server.logged).toEqual([]);
  }, 60_000);
});

test('repeated pairs of links without columns are ignored', async () => {
  const [, end] = ends[0] ?? [];
  if (!end) throw new Error('no end');
  const client = await EndClient.start(end);
  try {
    const [owner = ''] = await client.create(end.owner, ['owner']);
    const [target = ''] = await client.create(end.target, ['target']);
    const pairs = new Pairs(client);
    const twice: Pair[] = [
      [owner, target],
      [owner, target],
    ];
    expect(await pairs.change('link', twice)).toMatchObject({ addedCount: 1 });
    expect(await pairs.change('unlink', twice)).toMatchObject({ removedCount: 1 });
  } finally {
    await client.close();
  }
});

test('rows that were locked are shown as they are afterwards', async () => {
  const server = await startTestServer('press');
  const other = new pg.Client({ connectionString: server.databaseUrl });
  await other.connect();
  try {
    const { a, p } = await server.run<Record<string, { row: { id: string } }>>(`mutation {
      a: createArticle(input: { headline: "old" }) { row: article { id } }
      p: createPublication(input: { title: "old" }) { row: publication { id } }
    }`);
    await other.query('BEGIN');
    await other.query(`UPDATE "Article" SET headline = 'new'`);
    const sent = server.run(
      `mutation { linkArticlesPublications(input: { links: [{ articleId: "${a?.row.id}", publicationId: "${p?.row.id}" }] }) {
        changes { article { headline } addedPublicationEdges { node { title } } }
      } }`,
    );
    await until(async () => {
      const { rows } = await other.query(
        "SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()",
      );
      return rows.length > 0;
    }, 'the lock');
    await other.query(`UPDATE "Publication" SET title = 'new'`);
    await other.query('COMMIT');
    expect(await sent).toEqual({
      linkArticlesPublications: {
        changes: [
          { article: { headline: 'new' }, addedPublicationEdges: [{ node: { title: 'new' } }] },
        ],
      },
    });
  } finally {
    await other.end();
    await server.close();
  }
});

describe('pairs with columns', () => {
  let guild: Guild;
  beforeAll(async () => {
    guild = await startGuild();
  });
  afterAll(() => guild.close());
  beforeEach(async () => {
    await guild.database.query('TRUNCATE placings, follow_links');
  });

  const albums = ['9', '10', '9223372036854775807'].map((key) => encodeGlobalId('Album', key));
  const tracks = ['b', 'B', 'a b'].map((code) => encodeGlobalId('Track', code));
  const pair = (album: number, track: number, more = '') =>
    `{ albumId: "${albums[album]}", trackId: "${tracks[track]}" ${more} }`;
  const link = (links: string, more = '') =>
    guild.server.send(
      `mutation { linkAlbumsTracks(input: { links: [${links}] ${more} }) { changes { album { title } addedTrackEdges { int anySmallint node { name } } } addedCount } }`,
    );

  test('have their own values, those of `link`, and then the defaults', async () => {
    const { data, errors } = await link(
      `${pair(0, 0, 'int: 1')} ${pair(1, 0, 'int: 1, anySmallint: 5')} ${pair(0, 1)} ${pair(2, 2, 'anySmallint: null')}`,
      'link: { int: 7, anySmallint: 2 }',
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      linkAlbumsTracks: {
        changes: [
          {
            album: { title: 'one' },
            addedTrackEdges: [
              { int: 7, anySmallint: 2, node: { name: 'the B' } },
              { int: 1, anySmallint: 2, node: { name: 'the b' } },
            ],
          },
          {
            album: { title: 'two' },
            addedTrackEdges: [{ int: 1, anySmallint: 5, node: { name: 'the b' } }],
          },
          {
            album: { title: 'one' },
            addedTrackEdges: [{ int: 7, anySmallint: null, node: { name: 'the a b' } }],
          },
        ],
        addedCount: 4,
      },
    });
    // Existing links keep their columns.
    const { data: again } = await link(pair(0, 0, 'int: 99'));
    expect(again).toMatchObject({ linkAlbumsTracks: { addedCount: 0 } });
    const { rows } = await guild.database.query('SELECT nr FROM placings WHERE nr = 99');
    expect(rows).toEqual([]);
  });

  test('get the defaults of each column that they leave out, in one statement', async () => {
    const people = guild.ends['Person.following'].owners.map(({ id }) => id);
    const links = people.map((id, at) => ({
      personId: people[0],
      followedId: id,
      ...(at % 2 === 0 && { int: at }),
      ...(at % 3 === 0 && { shade: 'DARK', words: ['a', 'b'] }),
    }));
    guild.server.statements.length = 0;
    await guild.server.run(
      'mutation($links: [PersonFollowedNewLinkInput!]!) { linkPeopleFollowing(input: { links: $links }) { addedCount } }',
      { links },
    );
    expect(guild.server.statements).toHaveLength(1);
    const { person } = await guild.server.run<{
      person: {
        following: {
          edges: { int: number; shade: string; words: string[]; node: { id: string } }[];
        };
      };
    }>(
      `{ person(id: "${people[0]}") { following { edges { int shade words createdAt node { id } } } } }`,
    );
    for (const { node, int, shade, words } of person.following.edges) {
      const at = people.indexOf(node.id);
      expect([int, shade, words]).toEqual([
        at % 2 === 0 ? at : 1,
        at % 3 === 0 ? 'DARK' : 'PALE',
        at % 3 === 0 ? ['a', 'b'] : [],
      ]);
    }
    expect(person.following.edges).toHaveLength(people.length);
  });

  test('with mistakes are refused at their place', async () => {
    for (const [links, more, code, argument] of [
      [pair(0, 0), '', 'BAD_USER_INPUT', 'input.links.0.int'],
      [
        `${pair(0, 0, 'int: 1')} ${pair(1, 0, 'int: null')}`,
        '',
        'BAD_USER_INPUT',
        'input.links.1.int',
      ],
      [`${pair(0, 0, 'int: 1')} ${pair(0, 0, 'int: 2')}`, '', 'BAD_USER_INPUT', 'input.links'],
      [`${pair(0, 0, 'int: 1')} ${pair(0, 1, 'int: 1')}`, '', 'CONFLICT', 'input'],
      [
        pair(0, 0, 'anySmallint: 40000'),
        'link: { int: 1 }',
        'BAD_USER_INPUT',
        'input.links.0.anySmallint',
      ],
      [
        pair(0, 0),
        'link: { int: 1, anySmallint: 40000 }',
        'BAD_USER_INPUT',
        'input.link.anySmallint',
      ],
    ] as const) {
      const { errors } = await link(links, more);
      expect(errors?.[0]?.extensions, links).toMatchObject({ code, argument });
    }
    const { rows } = await guild.database.query('SELECT FROM placings');
    expect(rows).toEqual([]);
  });
});

test('pairs are the last ones of lists with an order of their own, at both ends', async () => {
  const server = await startTestServer('playlists');
  try {
    const make = async (type: string, input: string) => {
      const { made } = await server.run<{ made: { row: { id: string } } }>(
        `mutation { made: create${type}(input: { ${input} }) { row: ${type.toLowerCase()} { id } } }`,
      );
      return made.row.id;
    };
    const books = [await make('Book', 'title: "x"'), await make('Book', 'title: "y"')];
    const authors = [];
    for (const code of ['c', 'a', 'b']) authors.push(await make('Author', `code: "${code}"`));
    const [x = '', y = ''] = books;
    const [c = '', a = '', b = ''] = authors;
    const pairs = [
      [x, b],
      [y, c],
      [x, c],
      [x, a],
      [y, a],
    ];
    const links = pairs.map(([bookId, authorId]) => ({ bookId, authorId }));
    const { linked } = await server.run<{ linked: unknown }>(
      `mutation($links: [BookAuthorNewLinkInput!]!) {
        linked: linkBooksAuthors(input: { links: $links }) { changes { book { id } addedAuthorEdges { node { id } } } addedCount }
      }`,
      { links },
    );
    const edges = (ids: string[]) => ids.map((id) => ({ node: { id } }));
    expect(linked).toEqual({
      changes: [
        { book: { id: x }, addedAuthorEdges: edges([b, c, a]) },
        { book: { id: y }, addedAuthorEdges: edges([c, a]) },
      ],
      addedCount: 5,
    });
    const { authors: lists } = await server.run<{
      authors: { nodes: { id: string; books: { nodes: { id: string }[] } }[] };
    }>('{ authors { nodes { id books { nodes { id } } } } }');
    const booksOf = Object.fromEntries(
      lists.nodes.map(({ id, books }) => [id, books.nodes.map((book) => book.id)]),
    );
    // Owner by owner.
    expect(booksOf).toEqual({ [a]: [x, y], [b]: [x], [c]: [x, y] });
    const { unlinked } = await server.run<{ unlinked: unknown }>(
      `mutation($links: [BookAuthorPairInput!]!) {
        unlinked: unlinkBooksAuthors(input: { links: $links }) { changes { removedAuthorIds } }
      }`,
      { links },
    );
    expect(unlinked).toEqual({
      changes: [{ removedAuthorIds: [b, c, a] }, { removedAuthorIds: [c, a] }],
    });
    const self = `linkAuthorsInfluences(input: { links: [{ authorId: "${a}", influenceId: "${a}" }, { authorId: "${b}", influenceId: "${a}" }] }) { addedCount }`;
    expect(await server.run(`mutation { ${self} }`)).toEqual({
      linkAuthorsInfluences: { addedCount: 2 },
    });
  } finally {
    await server.close();
  }
});

test('pairs have keys of 16 bits, 64 bits, text and UUID', async () => {
  const server = await startTestServer('kinds');
  try {
    const account = encodeGlobalId('Account', '9007199254740993');
    const tag = encodeGlobalId('Tag', '00000000-0000-4000-8000-000000000001');
    const slot = encodeGlobalId('Slot', '1');
    const place = encodeGlobalId('Place', 'a:b');
    await server.run(`mutation {
      account: createAccount(input: { number: "9007199254740993" }) { __typename }
      place: createPlace(input: { code: "a:b", name: "p" }) { __typename }
      tag: createTag(input: { id: "00000000-0000-4000-8000-000000000001", name: "a" }) { __typename }
      slot: createSlot(input: { number: 1, label: "one", accountId: "${account}" }) { __typename }
    }`);
    const document = (verb: string, edges: (name: string) => string) => `mutation {
      a: ${verb}SlotsTags(input: { links: [{ slotId: "${slot}", tagId: "${tag}" }] }) { changes { slot { id } ${edges('Tag')} } }
      b: ${verb}SlotsNext(input: { links: [{ slotId: "${slot}", nextId: "${slot}" }] }) { changes { slot { id } ${edges('Next')} } }
      c: ${verb}AccountsPlaces(input: { links: [{ accountId: "${account}", placeId: "${place}" }] }) { changes { account { id } ${edges('Place')} } }
    }`;
    expect(
      await server.run(document('link', (name) => `added${name}Edges { node { id } }`)),
    ).toEqual({
      a: { changes: [{ slot: { id: slot }, addedTagEdges: [{ node: { id: tag } }] }] },
      b: { changes: [{ slot: { id: slot }, addedNextEdges: [{ node: { id: slot } }] }] },
      c: { changes: [{ account: { id: account }, addedPlaceEdges: [{ node: { id: place } }] }] },
    });
    expect(await server.run(document('unlink', (name) => `removed${name}Ids`))).toEqual({
      a: { changes: [{ slot: { id: slot }, removedTagIds: [tag] }] },
      b: { changes: [{ slot: { id: slot }, removedNextIds: [slot] }] },
      c: { changes: [{ account: { id: account }, removedPlaceIds: [place] }] },
    });
  } finally {
    await server.close();
  }
});
