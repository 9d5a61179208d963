import { setTimeout } from 'node:timers/promises';
import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { encodeGlobalId } from '../../../src/engine/model/global-id.js';
import { capitalized } from '../../support/ends.js';
import { startTestServer, type TestServer } from '../../support/server.js';

let server: TestServer;
/** The same database, past the API. */
let database: pg.Client;
beforeAll(async () => {
  server = await startTestServer('circle', { operationLimits: { cost: 1_000_000 } });
  database = new pg.Client({ connectionString: server.databaseUrl });
  await database.connect();
});
afterAll(async () => {
  await database.end();
  await server.close();
});

const relations = {
  Member: {
    ...{ one: 'member', many: 'members', field: 'friends', singular: 'friend' },
    ...{ table: '_Friendship', name: 'name' },
    keys: [1, 2, 3, 4, 5] as readonly (number | string)[],
  },
  Word: {
    ...{ one: 'word', many: 'words', field: 'synonyms', singular: 'synonym' },
    ...{ table: '_Synonym', name: 'meaning' },
    keys: ['b', 'B', '10', '9', 'it:s'] as readonly (number | string)[],
  },
} as const;
type Type = keyof typeof relations;

/** In the default order: that of the names of members, which is that of their keys, or that of the keys of words. */
const inOrder = (keys: Iterable<number | string>) =>
  [...keys].sort((a, b) =>
    typeof a === 'number' ? a - Number(b) : Buffer.compare(Buffer.from(a), Buffer.from(String(b))),
  );

/** Every link, in the direction in which it is stored. */
async function stored(type: Type): Promise<string[]> {
  const { table } = relations[type];
  const { rows } = await database.query(`SELECT "A" AS a, "B" AS b FROM "${table}"`);
  return rows.map(({ a, b }) => JSON.stringify([a, b])).sort();
}

interface Payload {
  readonly owner: {
    readonly list: { readonly totalCount: number; readonly nodes: { readonly id: string }[] };
  };
  readonly addedCount?: number;
  readonly added?: { readonly node: { readonly id: string } }[];
  readonly removedCount?: number;
  readonly removed?: string[];
}

/** Sends a change of links. */
function change(type: Type, verb: string, owner: number | string, targets?: (number | string)[]) {
  const { one, field, singular } = relations[type];
  const mutation = `${verb}${type}${capitalized(field)}`;
  const added = `addedCount added: added${capitalized(singular)}Edges { node { id } }`;
  const removed = `removedCount removed: removed${capitalized(singular)}Ids`;
  const tells = { add: added, set: `${added} ${removed}`, remove: removed, clear: removed }[verb];
  const ids = targets?.map((key) => encodeGlobalId(type, key));
  return server.send<{ payload: Payload }>(
    `mutation($input: ${capitalized(mutation)}Input!) {
      payload: ${mutation}(input: $input) { owner: ${one} { list: ${field} { totalCount nodes { id } } } ${tells} }
    }`,
    {
      input: { [`${one}Id`]: encodeGlobalId(type, owner), ...(ids && { [`${singular}Ids`]: ids }) },
    },
  );
}

async function run(...args: Parameters<typeof change>): Promise<Payload> {
  const { data, errors } = await change(...args);
  expect(errors).toBeUndefined();
  return (data as { payload: Payload }).payload;
}

describe.each(Object.keys(relations) as Type[])('the symmetric relation of %s', (type) => {
  const { one, many, field, singular, table, name, keys } = relations[type];
  const id = (key: number | string) => encodeGlobalId(type, key);
  const ids = (all: Iterable<number | string>) => inOrder(all).map(id);

  beforeEach(async () => {
    await database.query(`TRUNCATE "${type}" RESTART IDENTITY CASCADE`);
    for (const key of keys)
      await database.query(
        type === 'Member'
          ? `INSERT INTO "Member" (name) VALUES ('m${key}')`
          : `INSERT INTO "Word" (code) VALUES ('${key}')`,
      );
  });

  /** The number of deadlocks that PostgreSQL has ended. */
  const deadlocks = async () => {
    // Each connection publishes its counters with the first statement after a second.
    await setTimeout(1_100);
    const counts = Array.from({ length: 20 }, () => `{ ${many} { totalCount } }`);
    await Promise.all(counts.map((query) => server.run(query)));
    const { rows } = await database.query(
      'SELECT deadlocks::int FROM pg_stat_database WHERE datname = current_database()',
    );
    return rows[0].deadlocks as number;
  };

  /** The lists of all rows. */
  const read = async () => {
    const { rows } = await server.run<{
      rows: { nodes: { id: string; list: { nodes: { id: string }[] } }[] };
    }>(
      `{ rows: ${many}(first: 100) { nodes { id list: ${field}(first: 100) { nodes { id } } } } }`,
    );
    return new Map(
      rows.nodes.map(({ id, list }) => [id, list.nodes.map((node) => node.id)] as const),
    );
  };

  test('has one field, and one set of mutations', async () => {
    const { type: shown, mutation } = await server.run<{
      type: { fields: { name: string }[] };
      mutation: { fields: { name: string }[] };
    }>(
      `{ type: __type(name: "${type}") { fields { name } } mutation: __type(name: "Mutation") { fields { name } } }`,
    );
    expect(shown.fields.map((each) => each.name)).not.toContain(
      type === 'Member' ? 'friendOf' : 'aliasOf',
    );
    const named = new RegExp(`^(add|remove|set|clear|create)${type}${capitalized(singular)}s?$`);
    expect(mutation.fields.filter((each) => named.test(each.name))).toHaveLength(5);
  });

  test('is left by any program as a naive model says, in both directions', async () => {
    const key = fc.constantFrom(...keys);
    const some = fc.array(key, { maxLength: 4 });
    const step = fc.record({
      verb: fc.constantFrom(
        ...(['add', 'add', 'set', 'remove', 'clear', 'update', 'replace'] as const),
        ...(['insert', 'delete', 'link', 'create', 'connect', 'lose'] as const),
        ...(['pair', 'unpair'] as const),
      ),
      owner: key,
      targets: some,
      others: some,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 15 }), async (program) => {
        await database.query(`DELETE FROM "${table}"`);
        await database.query(
          type === 'Member'
            ? 'DELETE FROM "Member" WHERE id > 5'
            : `DELETE FROM "Word" WHERE meaning <> ''`,
        );
        const links = new Map<number | string, Set<number | string>>(
          keys.map((each) => [each, new Set()]),
        );
        const of = (owner: number | string) => links.get(owner) ?? new Set();
        const link = (a: number | string, b: number | string) => {
          of(a).add(b);
          of(b).add(a);
        };
        const unlink = (a: number | string, b: number | string) => {
          of(a).delete(b);
          of(b).delete(a);
        };
        let made = 0;
        for (const { verb, owner, targets, others } of program) {
          const before = new Set(of(owner));
          const [first = owner] = targets;
          const wanted = new Set(targets);
          if (verb === 'insert' || verb === 'delete') {
            // In one direction, past the API.
            await database.query(
              verb === 'insert'
                ? `INSERT INTO "${table}" VALUES ($1, $2) ON CONFLICT DO NOTHING`
                : `DELETE FROM "${table}" WHERE "A" = $1 AND "B" = $2`,
              [owner, first],
            );
            if (verb === 'insert') link(owner, first);
            else unlink(owner, first);
          } else if (verb === 'link') {
            // Moves a link of a row to another row, past the API.
            const [from] = before;
            if (from === undefined || of(owner).has(first)) continue;
            await database.query(`UPDATE "${table}" SET "B" = $3 WHERE "A" = $1 AND "B" = $2`, [
              ...[owner, from, first],
            ]);
            unlink(owner, from);
            link(owner, first);
          } else if (verb === 'create' || verb === 'connect') {
            made += 1;
            const code = type === 'Word' ? { code: `new${made}` } : {};
            const input = { ...code, [name]: `z${made}` };
            const linked = verb === 'create' ? [owner] : [...wanted];
            const mutation =
              verb === 'create' ? `create${type}${capitalized(singular)}` : `create${type}`;
            const { payload } = await server.run<{ payload: { made: { id: string } } }>(
              `mutation($input: ${capitalized(mutation)}Input!) { payload: ${mutation}(input: $input) { made: ${verb === 'create' ? singular : one} { id } } }`,
              {
                input: {
                  ...input,
                  ...(verb === 'create'
                    ? { [`${one}Id`]: id(owner) }
                    : { [`${singular}Ids`]: linked.map(id) }),
                },
              },
            );
            const text = Buffer.from(payload.made.id, 'base64').toString().split(':')[1] ?? '';
            const created = type === 'Word' ? text : Number(text);
            links.set(created, new Set());
            for (const each of linked) link(created, each);
          } else if (verb === 'lose') {
            const created = [...links.keys()].find((each) => !keys.includes(each));
            if (created === undefined) continue;
            await server.run(
              `mutation { delete${type}(input: { id: "${id(created)}" }) { __typename } }`,
            );
            links.delete(created);
            for (const each of links.values()) each.delete(created);
          } else if (verb === 'pair' || verb === 'unpair') {
            const mutation = `${verb === 'pair' ? '' : 'un'}link${capitalized(many)}${capitalized(field)}`;
            const pairs = [
              ...targets.map((each) => [owner, each] as const),
              ...others.map((each) => [each, owner] as const),
            ];
            await server.run(
              `mutation($input: ${capitalized(mutation)}Input!) { ${mutation}(input: $input) { __typename } }`,
              {
                input: {
                  links: pairs.map(([a, b]) => ({
                    [`${one}Id`]: id(a),
                    [`${singular}Id`]: id(b),
                  })),
                },
              },
            );
            for (const [a, b] of pairs) (verb === 'pair' ? link : unlink)(a, b);
          } else if (verb === 'update' || verb === 'replace') {
            const taken = new Set(others.filter((each) => !wanted.has(each)));
            const part =
              verb === 'replace'
                ? { set: [...wanted].map(id) }
                : { add: [...wanted].map(id), remove: [...taken].map(id) };
            await server.run(
              `mutation($input: Update${type}Input!) { update${type}(input: $input) { __typename } }`,
              { input: { id: id(owner), [field]: part } },
            );
            const gone = verb === 'replace' ? before : taken;
            for (const each of gone) if (!wanted.has(each)) unlink(owner, each);
            for (const each of wanted) link(owner, each);
          } else {
            const payload = await run(type, verb, owner, verb === 'clear' ? undefined : targets);
            const gone = [...before].filter((each) => {
              if (verb === 'add') return false;
              return verb === 'clear' || wanted.has(each) === (verb === 'remove');
            });
            const fresh =
              verb === 'add' || verb === 'set'
                ? [...wanted].filter((each) => !before.has(each))
                : [];
            for (const each of gone) unlink(owner, each);
            for (const each of fresh) link(owner, each);
            expect(payload.removed ?? []).toEqual(ids(gone));
            expect(payload.removedCount ?? 0).toBe(gone.length);
            expect(payload.added?.map(({ node }) => node.id) ?? []).toEqual(ids(fresh));
            expect(payload.addedCount ?? 0).toBe(fresh.length);
            expect(payload.owner.list.totalCount).toBe(of(owner).size);
            expect(payload.owner.list.nodes.map((node) => node.id)).toEqual(ids(of(owner)));
          }
          expect(await stored(type)).toEqual(
            [...links].flatMap(([a, all]) => [...all].map((b) => JSON.stringify([a, b]))).sort(),
          );
        }
        const lists = await read();
        for (const [key, all] of links)
          expect(lists.get(id(key))?.toSorted()).toEqual(ids(all).toSorted());
        expect(server.logged).toEqual([]);
      }),
      { numRuns: 30 },
    );
  }, 120_000);

  test('three clients at once leave both directions of each link, and each change is told once', async () => {
    const program = fc.sample(
      fc.record({
        verb: fc.constantFrom('add', 'add', 'set', 'remove', 'clear'),
        owner: fc.constantFrom(...keys),
        targets: fc.array(fc.constantFrom(...keys), { maxLength: 5 }),
      }),
      240,
    );
    const net = new Map<string, number>();
    const pair = (a: string, b: string) => [a, b].sort().join(' ');
    const told = (a: string, b: string, by: number) =>
      net.set(pair(a, b), (net.get(pair(a, b)) ?? 0) + by);
    const client = async (steps: typeof program) => {
      for (const { verb, owner, targets } of steps) {
        const payload = await run(type, verb, owner, verb === 'clear' ? undefined : targets);
        for (const { node } of payload.added ?? []) told(id(owner), node.id, 1);
        for (const target of payload.removed ?? []) told(id(owner), target, -1);
      }
    };
    await Promise.all([0, 1, 2].map((n) => client(program.filter((_, at) => at % 3 === n))));
    const links = await stored(type);
    const turned = links.map((each) => JSON.stringify(JSON.parse(each).toReversed()));
    expect(turned.sort()).toEqual(links);
    const left = new Set(
      links.map((each) => {
        const [a, b] = JSON.parse(each);
        return pair(id(a), id(b));
      }),
    );
    const remaining = [...net].filter(([, times]) => times !== 0);
    expect(new Map(remaining)).toEqual(new Map([...left].map((each) => [each, 1])));
    expect(server.logged).toEqual([]);
  });

  test('when each row adds all others at once, each link is made once, without a deadlock', async () => {
    const before = await deadlocks();
    for (let round = 0; round < 10; round++) {
      for (const key of keys) await run(type, 'clear', key);
      const payloads = await Promise.all(
        keys.map((key) => run(type, 'add', key, inOrder(keys).toReversed())),
      );
      const added = payloads.reduce((sum, { addedCount }) => sum + (addedCount ?? 0), 0);
      // Each pair once, and each row with itself.
      expect(added).toBe((keys.length * (keys.length + 1)) / 2);
      for (const { owner } of payloads) expect(owner.list.totalCount).toBe(keys.length);
    }
    expect(await deadlocks()).toBe(before);
  });

  test('when an update of each row removes all links at once, each is removed once, without a deadlock', async () => {
    const update = `update${type}`;
    const before = await deadlocks();
    for (let round = 0; round < 10; round++) {
      for (const key of keys) await run(type, 'add', key, inOrder(keys));
      const payloads = await Promise.all(
        keys.map((key) =>
          server.run<{ payload: { count: number } }>(
            `mutation($input: ${capitalized(update)}Input!) {
              payload: ${update}(input: $input) { count: removed${capitalized(singular)}Count }
            }`,
            { input: { id: id(key), [field]: { set: [] } } },
          ),
        ),
      );
      const removed = payloads.reduce((sum, { payload }) => sum + payload.count, 0);
      expect(removed).toBe((keys.length * (keys.length + 1)) / 2);
    }
    expect(await stored(type)).toEqual([]);
    expect(await deadlocks()).toBe(before);
  });

  test('filters, counts and pages see both directions, and a link to itself once', async () => {
    const [a = '', b = '', c = ''] = keys;
    await run(type, 'add', a, [a, b, c]);
    await run(type, 'add', c, [b]);
    const list = async (args: string) => {
      const { list } = await server.run<{ list: { nodes: { id: string }[] } }>(
        `{ list: ${many}(${args}) { nodes { id } } }`,
      );
      return list.nodes.map((node) => node.id).sort();
    };
    const some = (inner: string) => `where: { ${field}: ${inner} }`;
    expect(await list(some(`{ some: { id: { equals: "${id(a)}" } } }`))).toEqual(
      [a, b, c].map(id).sort(),
    );
    expect(await list(some('{ count: { equals: 3 } }'))).toEqual([id(a)]);
    expect(await list(some('{ count: { equals: 2 } }'))).toEqual([b, c].map(id).sort());
    expect(await list(some('{ none: {} }'))).toEqual(keys.slice(3).map(id).sort());
    const { list: pairs } = await server.run<{ list: { totalCount: number } }>(
      `{ list: ${many}(distinct: false, ${some('{ some: {} }')}) { totalCount } }`,
    );
    expect(pairs.totalCount).toBe(7);
    const { row } = await server.run<{ row: { list: { nodes: { id: string }[] } } }>(
      `{ row: ${one}(id: "${id(a)}") { list: ${field}(first: 1, orderBy: { field: ${field.toUpperCase()}_COUNT, direction: DESC }) { nodes { id } } } }`,
    );
    expect(row.list.nodes).toEqual([{ id: id(a) }]);
  });

  test('as many statements change many links as one', async () => {
    const [owner = '', ...targets] = keys;
    const sent = async (...args: Parameters<typeof change>) => {
      server.statements.length = 0;
      await run(...args);
      // But for the statement that reads the list.
      return server.statements.length - 1;
    };
    for (const some of [targets, targets.slice(1)]) {
      expect(await sent(type, 'clear', owner)).toBe(4);
      expect(await sent(type, 'add', owner, some)).toBe(1);
      expect(await sent(type, 'set', owner, some.slice(1))).toBe(4);
      expect(await sent(type, 'remove', owner, some)).toBe(4);
    }
  });
});
