import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { capitalized, EndClient, ends, linkedEnds, otherEnd } from '../../support/ends.js';

describe.each([...ends, ...linkedEnds])('concurrent mutations of %s', (_, end) => {
  let client: EndClient;
  let far: EndClient;
  let owners: string[];
  let targets: string[];
  beforeAll(async () => {
    client = await EndClient.start(end);
    far = new EndClient(client.server, otherEnd(end));
    owners = await client.create(
      end.owner,
      Array.from({ length: 6 }, (_, index) => `owner ${index}`),
    );
    targets = await client.create(
      end.target,
      Array.from({ length: 12 }, (_, index) => `target ${String(index).padStart(2, '0')}`),
    );
  });
  afterAll(() => client.close());

  const owner = () => owners[0] ?? '';
  const shuffled = <Item>(items: readonly Item[]) =>
    items
      .map((item) => ({ item, key: Math.random() }))
      .sort((a, b) => a.key - b.key)
      .map(({ item }) => item);
  const some = <Item>(items: readonly Item[]) =>
    shuffled(items).slice(0, 1 + Math.floor(Math.random() * items.length));

  test('overlapping adds result in the union, and the sum of addedCount is its size', async () => {
    for (let round = 0; round < 5; round++) {
      await client.change('clear', owner());
      const lists = Array.from({ length: 8 }, () => some(targets));
      const changes = await Promise.all(lists.map((list) => client.change('add', owner(), list)));
      const union = [...new Set(lists.flat())].sort();
      expect((await client.targets(owner())).toSorted()).toEqual(union);
      expect(changes.flatMap(({ added }) => added ?? []).sort()).toEqual(union);
      expect(changes.reduce((sum, { addedCount }) => sum + (addedCount ?? 0), 0)).toBe(
        union.length,
      );
    }
  });

  test('adds of the same links from both ends return each link once', async () => {
    for (let round = 0; round < 5; round++) {
      for (const each of owners) await client.change('clear', each);
      const near = owners.map((each) => client.change('add', each, shuffled(targets)));
      const back = targets.map((each) => far.change('add', each, shuffled(owners)));
      const changes = await Promise.all(shuffled([...near, ...back]));
      expect(changes.reduce((sum, { addedCount }) => sum + (addedCount ?? 0), 0)).toBe(
        owners.length * targets.length,
      );
      expect(await client.links()).toHaveLength(owners.length * targets.length);
    }
  });

  test('concurrent sets on one owner leave exactly the list of one of them', async () => {
    const [a, b, c] = [targets.slice(0, 6), targets.slice(4, 10), targets.slice(8)];
    for (let round = 0; round < 12; round++) {
      const started = await client.targets(owner());
      const changes = await Promise.all([a, b, c].map((set) => client.change('set', owner(), set)));
      const left = await client.targets(owner());
      expect([a, b, c]).toContainEqual(left);
      // Each change is returned once: the links before, plus all added, minus all removed, are the links after.
      const count = new Map<string, number>(started.map((id) => [id, 1]));
      for (const { added, removed } of changes) {
        for (const id of added ?? []) count.set(id, (count.get(id) ?? 0) + 1);
        for (const id of removed ?? []) count.set(id, (count.get(id) ?? 0) - 1);
      }
      expect([...count].filter(([, times]) => times !== 0).sort()).toEqual(
        left.map((id) => [id, 1] as const).toSorted(),
      );
    }
  });

  test('a set concurrent with a clear leaves the list of the set or nothing', async () => {
    for (let round = 0; round < 12; round++) {
      const set = targets.slice(2, 8);
      await client.change('set', owner(), targets.slice(0, 5));
      await Promise.all([client.change('set', owner(), set), client.change('clear', owner())]);
      expect([set, []]).toContainEqual(await client.targets(owner()));
    }
  });

  test('adds, removes, sets, clears and deletes from both ends cause no internal error and no deadlock error', async () => {
    const { server } = client;
    for (let round = 0; round < 6; round++) {
      const doomed = await client.create(end.target, ['doomed 1', 'doomed 2', 'doomed 3']);
      const everything = [...targets, ...doomed];
      const verbs = ['add', 'remove', 'set', 'clear'] as const;
      const calls = Array.from({ length: 60 }, (_, index) => {
        const verb = verbs[index % 4] ?? 'add';
        const [through, of, others] =
          index % 8 < 4 ? [client, owners, everything] : [far, everything, owners];
        return () =>
          server.send(
            through.document(verb),
            through.input(some(of)[0] ?? '', verb === 'clear' ? undefined : some(others)),
          );
      });
      const deletes = [
        () =>
          server.send(
            `mutation($input: Delete${end.target.type}Input!) { delete${end.target.type}(input: $input) { deleted${end.target.type}Id } }`,
            { input: { id: doomed[0] } },
          ),
        () =>
          server.send(
            `mutation($where: ${end.target.type}Filter!) { delete${capitalized(end.target.many)}(input: { where: $where }) { deletedCount } }`,
            {
              where: { id: { in: doomed.slice(1) } },
            },
          ),
      ];
      const responses = await Promise.all(shuffled([...calls, ...deletes]).map((call) => call()));
      const codes = responses.flatMap(
        ({ errors }) => errors?.map(({ extensions }) => extensions?.code) ?? [],
      );
      // The only possible error is that a row has just been deleted.
      expect(new Set([...codes, 'NOT_FOUND'])).toEqual(new Set(['NOT_FOUND']));
      expect(server.logged).toEqual([]);
      await client.links();
    }
  }, 60_000);

  test('a bulk delete does not delete a row that a concurrent link removed from its filter', async () => {
    for (let round = 0; round < 12; round++) {
      const [loose = ''] = await client.create(end.target, ['loose']);
      const [added, deleted] = await Promise.all([
        client.server.send<{ payload: { addedCount: number } }>(
          client.document('add'),
          client.input(owner(), [loose]),
        ),
        client.server.run<{ payload: { ids: string[] } }>(
          `mutation($where: ${end.target.type}Filter!) {
            payload: delete${capitalized(end.target.many)}(input: { where: $where }) { ids: deleted${end.target.type}Ids }
          }`,
          { where: { id: { equals: loose }, [end.backField]: { none: {} } } },
        ),
      ]);
      // One was first, and the other saw its change.
      const outcome = [
        added.errors?.[0]?.extensions?.code ?? added.data?.payload.addedCount,
        deleted.payload.ids,
      ];
      expect([
        ['NOT_FOUND', [loose]],
        [1, []],
      ]).toContainEqual(outcome);
    }
  });

  test('an owner that is deleted during an add leaves no dangling link', async () => {
    for (let round = 0; round < 5; round++) {
      const [gone = ''] = await client.create(end.owner, ['soon gone']);
      const [added, removed] = await Promise.all([
        client.server.send<{ payload: { addedCount: number } }>(
          client.document('add'),
          client.input(gone, targets),
        ),
        client.server.send(
          `mutation($input: Delete${end.owner.type}Input!) { delete${end.owner.type}(input: $input) { deleted${end.owner.type}Id } }`,
          { input: { id: gone } },
        ),
      ]);
      expect(removed.errors).toBeUndefined();
      const outcome = added.errors
        ? added.errors[0]?.extensions?.code
        : added.data?.payload.addedCount;
      expect(['NOT_FOUND', targets.length]).toContain(outcome);
      await client.links();
    }
  });
});
