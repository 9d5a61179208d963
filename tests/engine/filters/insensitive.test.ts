import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.js';

/** Characters whose lower case depends on context or language, or has another length. */
const special = [..."ΣσςΑαİIiıßẞſKÅǅǄǆﬁﬀᏎꮎᾳᾼΐŉǰẖΩωЁё\u0307\u0301\u0345\u00ad.'’ -1aZ😀𐐀𐐨"];
const character = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...special) },
  {
    weight: 1,
    arbitrary: fc
      .string({ unit: 'binary', minLength: 1, maxLength: 1 })
      .filter((one) => one !== '\0'),
  },
);
/** A text, and the range of a part of it. */
const parts = fc.array(character, { minLength: 1, maxLength: 12 }).chain((text) =>
  fc.record({
    text: fc.constant(text),
    from: fc.nat(text.length),
    to: fc.nat(text.length),
  }),
);

describe('an INSENSITIVE filter', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.close());

  const create = async (headline: string): Promise<string> => {
    const { created } = await server.run<{ created: { article: { id: string } } }>(
      'mutation($headline: String!) { created: createArticle(input: { headline: $headline }) { article { id } } }',
      { headline },
    );
    return created.article.id;
  };
  /** The names of the filters that match the article with this ID. */
  const matching = async (id: string, filters: Readonly<Record<string, object>>) => {
    const names = Object.keys(filters);
    const query = `query($id: ID!, ${names.map((name) => `$${name}: StringFilter!`)}) {
      ${names.map((name) => `${name}: articles(where: { id: { equals: $id }, headline: $${name} }) { totalCount }`).join(' ')} }`;
    const lists = await server.run<Record<string, { totalCount: number }>>(query, {
      id,
      ...filters,
    });
    return names.filter((name) => lists[name]?.totalCount === 1);
  };

  test('matches a sigma at the end of a word and within one', async () => {
    const id = await create('ΟΔΟΣΗΜΑ ΑΣΤΡΑ');
    const mode = 'INSENSITIVE';
    const filters = {
      contains: { contains: 'ΑΣ', mode },
      startsWith: { startsWith: 'ΟΔΟΣ', mode },
      startsWithFinal: { startsWith: 'οδος', mode },
      endsWith: { endsWith: 'ΣΤΡΑ', mode },
      in: { in: ['οδοςημα αςτρα'], mode },
      notIn: { notIn: ['οδοςημα αςτρα'], mode },
    };
    expect(await matching(id, filters)).toEqual([
      'contains',
      'startsWith',
      'startsWithFinal',
      'endsWith',
      'in',
    ]);
  });

  test('matches every text that the same SENSITIVE filter matches', async () => {
    await fc.assert(
      fc.asyncProperty(parts, async ({ text, from, to }) => {
        const whole = text.join('');
        const [start, end] = [Math.min(from, to), Math.max(from, to)];
        const id = await create(whole);
        const operators = {
          equals: whole,
          in: ['', whole],
          contains: text.slice(start, end).join(''),
          startsWith: text.slice(0, end).join(''),
          endsWith: text.slice(start).join(''),
        };
        const filters = (mode: string) =>
          Object.fromEntries(
            Object.entries(operators).map(([name, value]) => [name, { [name]: value, mode }]),
          );
        const all = Object.keys(operators);
        expect(await matching(id, filters('SENSITIVE'))).toEqual(all);
        expect(await matching(id, filters('INSENSITIVE'))).toEqual(all);
        expect(await matching(id, { notIn: { notIn: ['', whole], mode: 'INSENSITIVE' } })).toEqual(
          [],
        );
      }),
      { numRuns: 100 },
    );
  });

  test('matches a text in lower case', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...special), { minLength: 1, maxLength: 12 }),
        async (text) => {
          // Letter by letter, because JavaScript's lower case of sigma depends on its neighbours.
          const lower = text.map((each) => each.toLowerCase()).join('');
          const id = await create(text.join(''));
          expect(await matching(id, { equals: { equals: lower, mode: 'INSENSITIVE' } })).toEqual([
            'equals',
          ]);
        },
      ),
      { numRuns: 100 },
    );
  });
});
