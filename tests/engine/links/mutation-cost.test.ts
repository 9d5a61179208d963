import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Guild, startGuild } from '../../support/guild.js';

let guild: Guild;
beforeAll(async () => {
  guild = await startGuild();
});
afterAll(() => guild.close());

/** What a mutation costs, without the cost of its input's size. */
async function cost(mutation: string): Promise<number | undefined> {
  const { errors, extensions } = await guild.server.send(`mutation { ${mutation} }`);
  expect(errors).toBeUndefined();
  return extensions?.cost?.requested;
}

test('a mutation costs as much for links as for IDs, and for one value as for a list of it', async () => {
  const [owner, ...others] = guild.ends['Person.following'].owners.map(({ id }) => id);
  const payload =
    'addedFollowedEdges { int node { name following(first: 5) { edges { int node { name } } } } }';
  const add = (links: string) =>
    cost(`addPersonFollowing(input: { personId: "${owner}", ${links} }) { ${payload} }`);
  const [one, two, three] = others.map((id) => JSON.stringify(id));
  const ofNone = Number(await add('followedIds: []'));
  const ofOne = Number(await add(`followedIds: [${one}]`));
  expect(await add(`followedIds: ${one}`)).toBe(ofOne);
  expect(await add(`links: [{ followedId: ${one} }]`)).toBeCloseTo(ofOne, -1);
  expect(await add(`links: { followedId: ${one} }`)).toBeCloseTo(ofOne, -1);
  const ofThree = Number(await add(`followedIds: [${one}, ${two}, ${three}]`));
  expect(ofThree - ofNone).toBeCloseTo(3 * (ofOne - ofNone), -1);
  expect(
    await add(`followedIds: [${one}], links: [{ followedId: ${two} }, { followedId: ${three} }]`),
  ).toBeCloseTo(ofThree, -1);
  const create = (ids: string) =>
    cost(`createPerson(input: { name: "new", followedIds: ${ids} }) { person { name } }`);
  expect(await create(`${one}`)).toBe(await create(`[${one}]`));
});
