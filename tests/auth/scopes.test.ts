import {
  type GraphQLField,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  isIntrospectionType,
  isObjectType,
} from 'graphql';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Scope } from '../../src/auth/viewer.js';
import { pressSchema } from '../schemas/press/schema.js';
import { schoolSchema } from '../schemas/school/schema.js';
import { capitalized, EndClient, ends } from '../support/ends.js';
import { post } from '../support/exchange.js';
import { startTestServer, type TestServer } from '../support/server.js';
import { bearer, tokenSettings } from '../support/tokens.js';
import { withoutCost } from '../support/without-cost.js';

const message = (scope: Scope) => `A token with the scope "${scope}" is required.`;
/** The response to a query without the scope that it needs. */
const forbidden = (scope: Scope, ...path: string[]) => ({
  data: null,
  errors: [
    {
      message: message(scope),
      locations: [expect.anything()],
      path,
      extensions: { code: 'FORBIDDEN' },
    },
  ],
});

/** The response to mutations without the scope that they need: each is null on its own. */
const forbiddenMutations = (scope: Scope, ...names: string[]) => ({
  data: Object.fromEntries(names.map((name) => [name, null])),
  errors: names.flatMap((name) => forbidden(scope, name).errors),
});

/** A resolver that throws this has passed the scope check. */
const databaseUsed = 'the database was used';
const throwing = new Proxy(
  {},
  {
    get: () => {
      throw new Error(databaseUsed);
    },
  },
);

async function resolve(
  of: GraphQLSchema,
  field: GraphQLField<unknown, unknown>,
  scopes: readonly Scope[],
): Promise<string> {
  const viewer = { scopes: { read: scopes.includes('read'), write: scopes.includes('write') } };
  const context = { database: throwing, loaders: throwing, viewer };
  // The properties of a GraphQLResolveInfo that a rule reads.
  const info = {
    schema: of,
    fieldNodes: [],
    fragments: {},
    returnType: field.type,
  } as unknown as GraphQLResolveInfo;
  try {
    await field.resolve?.({ id: 1 }, { id: 'x', ids: ['x'], input: {} }, context, info);
    return 'resolved';
  } catch (error) {
    return String(error instanceof Error ? error.message : error);
  }
}

describe.each([
  ['press', pressSchema],
  ['school', schoolSchema],
])('in the schema %s', (_, of) => {
  const fieldsOf = (type: unknown) => (isObjectType(type) ? Object.values(type.getFields()) : []);
  const roots: [string, Scope, GraphQLField<unknown, unknown>][] = [
    ...fieldsOf(of.getQueryType()).map(
      (field) => [`Query.${field.name}`, 'read' as const, field] as const,
    ),
    ...fieldsOf(of.getMutationType()).map(
      (field) => [`Mutation.${field.name}`, 'write' as const, field] as const,
    ),
  ].map((row) => [...row]);
  const others = Object.values(of.getTypeMap())
    .filter(
      (type) =>
        type !== of.getQueryType() && type !== of.getMutationType() && !isIntrospectionType(type),
    )
    .flatMap((type) =>
      fieldsOf(type).map((field) => [`${type.name}.${field.name}`, field] as const),
    );
  const lists = others.filter(
    ([, field]) => field.args.length > 0 || String(field.type).includes('Connection'),
  );

  test('the tests below cover all root fields and lists', () => {
    expect(roots.length).toBeGreaterThanOrEqual(6 + 18);
    expect(lists).toHaveLength(2);
    expect(of.getSubscriptionType()).toBeUndefined();
  });

  test.each(roots)(
    '%s requires the scope %s, which the other does not replace',
    async (_, scope, field) => {
      const other = scope === 'read' ? 'write' : 'read';
      expect(await resolve(of, field, [])).toBe(message(scope));
      expect(await resolve(of, field, [other])).toBe(message(scope));
      expect(await resolve(of, field, [scope])).not.toMatch(/scope/);
    },
  );

  test.each(lists)('%s requires the scope read', async (_, field) => {
    expect(await resolve(of, field, ['write'])).toBe(message('read'));
    expect(await resolve(of, field, ['read'])).toBe(databaseUsed);
  });
});

describe.each(ends)('the scopes of a token, through %s:', (_, end) => {
  const { owner, target, field, backField, singular } = end;
  let server: TestServer;
  let client: EndClient;
  let ids: string[];
  let before: string[];
  let tokens: Record<'none' | 'read' | 'write' | 'both', Record<string, string>>;

  const send = async (headers: Record<string, string>, document: string, variables?: object) =>
    (await post(server.url, { query: document, variables }, headers)).body;
  const statements = async (work: () => Promise<unknown>) => {
    server.statements.length = 0;
    await work();
    return server.statements.length;
  };

  beforeAll(async () => {
    server = await startTestServer(end.template, { auth: tokenSettings });
    const [none, read, write, both] = await Promise.all(
      ['', 'read', 'write', 'write read'].map(bearer),
    );
    tokens = { none: none ?? {}, read: read ?? {}, write: write ?? {}, both: both ?? {} };
    const run = async <Data>(document: string, variables?: object) => {
      const { data, errors } = await send(tokens.both, document, variables);
      if (errors || !data) throw new Error(JSON.stringify(errors));
      return data as Data;
    };
    client = new EndClient({ ...server, run }, end);
    ids = [
      ...(await client.create(owner, ['one', 'two'])),
      ...(await client.create(target, ['three', 'four'])),
    ];
    await client.change('add', ids[0] ?? '', ids.slice(2, 3));
    before = await client.links();
  });
  afterAll(() => server.close());
  beforeEach(() => {
    server.statements.length = 0;
  });
  /** No statement was sent, and the links are as before. */
  const expectNoChange = async () => {
    expect(server.statements).toEqual([]);
    expect(await client.links()).toEqual(before);
  };

  const list = () => `{ ${owner.many} { nodes { id ${field} { totalCount } } } }`;
  const adding = (payload: string) =>
    `mutation($input: Add${owner.type}${capitalized(field)}Input!) { add${owner.type}${capitalized(field)}(input: $input) { ${payload} } }`;
  const add = () => `add${owner.type}${capitalized(field)}`;
  const input = () => client.input(ids[0] ?? '', ids.slice(3));

  test('read permits queries but no mutation', async () => {
    expect(await send(tokens.read, list())).toMatchObject({
      data: { [owner.many]: { nodes: [{}, {}] } },
    });
    server.statements.length = 0;
    for (const verb of ['add', 'remove', 'set', 'clear'] as const) {
      const variables = client.input(ids[0] ?? '', verb === 'clear' ? undefined : ids.slice(3));
      expect(await send(tokens.read, client.document(verb), variables)).toEqual(
        forbiddenMutations('write', 'payload'),
      );
    }
    expect(
      await send(
        tokens.read,
        `mutation { delete${capitalized(owner.many)}(input: { where: {} }) { deletedCount } }`,
      ),
    ).toEqual(forbiddenMutations('write', `delete${capitalized(owner.many)}`));
    expect(
      await send(
        tokens.read,
        `mutation { delete${owner.type}(input: { id: "hunter2" }) { __typename } }`,
      ),
    ).toEqual(forbiddenMutations('write', `delete${owner.type}`));
    await expectNoChange();
  });

  test('write permits mutations but no query', async () => {
    for (const document of [
      list(),
      `{ node(id: "${ids[0]}") { id } }`,
      `{ nodes(ids: []) { id } }`,
    ]) {
      const { data, errors } = await send(tokens.write, document);
      expect([data, errors?.map((error) => error.message)]).toEqual([
        document.includes('node(') ? { node: null } : null,
        [message('read')],
      ]);
    }
    await expectNoChange();
    const payload = `addedCount ${owner.one} { id ${owner.text} } added${capitalized(singular)}Edges { node { id ${target.text} } }`;
    expect(await send(tokens.write, adding(payload), input())).toEqual({
      data: {
        [add()]: {
          addedCount: 1,
          [owner.one]: { id: ids[0], [owner.text]: 'one' },
          [`added${capitalized(singular)}Edges`]: [{ node: { id: ids[3], [target.text]: 'four' } }],
        },
      },
    });
    await client.change('remove', ids[0] ?? '', ids.slice(3));
  });

  test.each([
    ['directly', () => `${owner.one} { ${field} { totalCount } }`],
    ['under an alias', () => `a: ${owner.one} { b: ${field} { totalCount } }`],
    [
      'through an edge',
      () => `added${capitalized(singular)}Edges { node { ${backField} { nodes { id } } } }`,
    ],
    [
      'in a fragment',
      () =>
        `...A } } fragment A on ${capitalized(add())}Payload { ${owner.one} { ...B } } fragment B on ${owner.type} { ${field} { totalCount`,
    ],
    [
      'in nested inline fragments',
      () =>
        `${owner.one} { ... on Node { id ... on ${owner.type} { ... { ${field} { totalCount } } } } }`,
    ],
    ['although it is skipped', () => `${owner.one} { ${field} @skip(if: true) { totalCount } }`],
  ])('write alone changes nothing if the payload selects a list: %s', async (_, payload) => {
    expect(await send(tokens.write, adding(payload()), input())).toEqual(
      forbiddenMutations('read', add()),
    );
    await expectNoChange();
    expect(await send(tokens.both, adding(payload()), input())).toMatchObject({
      data: { [add()]: {} },
    });
    await client.change('remove', ids[0] ?? '', ids.slice(3));
  });

  test('only the executed operation of a document is checked', async () => {
    const document = `query Q ${list()} mutation M { clear${owner.type}${capitalized(field)}(input: { ${owner.one}Id: "${ids[0]}" }) { removedCount } }`;
    const ask = async (headers: Record<string, string>, operationName: string) => {
      const response = await fetch(server.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query: document, operationName }),
      });
      return withoutCost(await response.json());
    };
    expect(await ask(tokens.read, 'M')).toEqual(
      forbiddenMutations('write', `clear${owner.type}${capitalized(field)}`),
    );
    expect(await ask(tokens.write, 'Q')).toEqual(forbidden('read', owner.many));
    await expectNoChange();
    expect(await ask(tokens.read, 'Q')).toHaveProperty(['data', owner.many]);
  });

  test('each field without its scope has an error', async () => {
    const { data, errors } = await send(
      tokens.none,
      `{ a: node(id: "${ids[0]}") { id } b: ${owner.one}(id: "${ids[0]}") { id } }`,
    );
    expect([data, errors?.map(({ path }) => path)]).toEqual([{ a: null, b: null }, [['a'], ['b']]]);
    const remove = `delete${owner.type}(input: { id: "${ids[0]}" }) { __typename }`;
    expect(await send(tokens.read, `mutation { a: ${remove} b: ${remove} }`)).toEqual(
      forbiddenMutations('write', 'a', 'b'),
    );
    await expectNoChange();
  });

  test('a cached or compiled document is checked for each viewer', async () => {
    const document = `{ ${owner.many}(first: 1) { nodes { id } } }`;
    const both = async () =>
      [await send(tokens.read, document), await send(tokens.none, document)] as const;
    for (let run = 0; run < 3; run++) {
      const [allowed, refused] = await both();
      expect(allowed).toHaveProperty(['data', owner.many, 'nodes', 0, 'id'], ids[0]);
      expect(refused).toEqual(forbidden('read', owner.many));
    }
    const crowd = await Promise.all(Array.from({ length: 20 }, both));
    for (const [allowed, refused] of crowd) {
      expect(allowed).not.toHaveProperty('errors');
      expect(refused).toEqual(forbidden('read', owner.many));
    }
  });

  test('the check sends no statement', async () => {
    expect(await statements(() => send(tokens.read, list()))).toBe(2);
    expect(await statements(() => send(tokens.both, client.document('add'), input()))).toBe(2);
    await client.change('remove', ids[0] ?? '', ids.slice(3));
  });
});

describe('the scope claim is a list of words separated by spaces:', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer('press', { auth: tokenSettings });
  });
  afterAll(() => server.close());

  const allowed = async (scope: unknown) => {
    const headers = await bearer(scope);
    const ask = async (document: string) =>
      (await post(server.url, { query: document }, headers)).body.errors === undefined;
    const mutation = 'mutation { deleteArticles(input: { where: {} }) { deletedCount } }';
    return { read: await ask('{ articles { totalCount } }'), write: await ask(mutation) };
  };
  test.each([
    ['read', true, false],
    ['write', false, true],
    ['read write', true, true],
    ['openid  write  email read', true, true],
    [undefined, false, false],
    ['', false, false],
    [' ', false, false],
    ['readwrite', false, false],
    ['read,write', false, false],
    ['read\twrite', false, false],
    ['READ Write', false, false],
    ['articles:read reader', false, false],
    ['__proto__ constructor *', false, false],
    [['read', 'write'], false, false],
    [{ read: true, write: true }, false, false],
    [true, false, false],
  ])('%j', async (scope, read, write) => {
    expect(await allowed(scope)).toEqual({ read, write });
  });
});
