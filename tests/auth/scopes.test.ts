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

const message = (scope: Scope) => `This needs a token with the scope "${scope}".`;
/** The one error of a query that needed `scope`, and had no data to give. */
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

/** The same of mutations, each of which is null by itself. */
const forbiddenMutations = (scope: Scope, ...names: string[]) => ({
  data: Object.fromEntries(names.map((name) => [name, null])),
  errors: names.flatMap((name) => forbidden(scope, name).errors),
});

/** Whoever resolves a field with this has been let in. */
const letIn = 'the database was asked';
const untouchable = new Proxy(
  {},
  {
    get: () => {
      throw new Error(letIn);
    },
  },
);

async function resolve(
  of: GraphQLSchema,
  field: GraphQLField<unknown, unknown>,
  scopes: readonly Scope[],
): Promise<string> {
  const viewer = { scopes: { read: scopes.includes('read'), write: scopes.includes('write') } };
  const context = { database: untouchable, loaders: untouchable, viewer };
  // Of a real one, what a rule looks at.
  const info = {
    schema: of,
    fieldNodes: [],
    fragments: {},
    returnType: field.type,
  } as unknown as GraphQLResolveInfo;
  try {
    await field.resolve?.({ id: 1 }, { id: 'x', ids: ['x'], input: {} }, context, info);
    return 'was answered';
  } catch (error) {
    return String(error instanceof Error ? error.message : error);
  }
}

describe.each([
  ['press', pressSchema],
  ['school', schoolSchema],
])('in the schema of the %s', (_, of) => {
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

  test('there are the fields that there should be', () => {
    expect(roots.length).toBeGreaterThanOrEqual(6 + 18);
    expect(lists).toHaveLength(2);
    expect(of.getSubscriptionType()).toBeUndefined();
  });

  test.each(roots)('%s needs %s, and nothing else will do', async (_, scope, field) => {
    const other = scope === 'read' ? 'write' : 'read';
    expect(await resolve(of, field, [])).toBe(message(scope));
    expect(await resolve(of, field, [other])).toBe(message(scope));
    expect(await resolve(of, field, [scope])).not.toMatch(/scope/);
  });

  test.each(lists)('%s needs read', async (_, field) => {
    expect(await resolve(of, field, ['write'])).toBe(message('read'));
    expect(await resolve(of, field, ['read'])).toBe(letIn);
  });
});

describe.each(ends)('with a token, through %s,', (_, end) => {
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
  /** Nothing was sent to the database, and nothing is other than it was. */
  const expectNothing = async () => {
    expect(server.statements).toEqual([]);
    expect(await client.links()).toEqual(before);
  };

  const list = () => `{ ${owner.many} { nodes { id ${field} { totalCount } } } }`;
  const adding = (payload: string) =>
    `mutation($input: Add${owner.type}${capitalized(field)}Input!) { add${owner.type}${capitalized(field)}(input: $input) { ${payload} } }`;
  const add = () => `add${owner.type}${capitalized(field)}`;
  const input = () => client.input(ids[0] ?? '', ids.slice(3));

  test('read lets one read and not change', async () => {
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
    await expectNothing();
  });

  test('write lets one change and not read', async () => {
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
    await expectNothing();
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
    ['itself', () => `${owner.one} { ${field} { totalCount } }`],
    ['under an alias', () => `a: ${owner.one} { b: ${field} { totalCount } }`],
    [
      'beyond an edge',
      () => `added${capitalized(singular)}Edges { node { ${backField} { nodes { id } } } }`,
    ],
    [
      'in a fragment',
      () =>
        `...A } } fragment A on ${capitalized(add())}Payload { ${owner.one} { ...B } } fragment B on ${owner.type} { ${field} { totalCount`,
    ],
    [
      'of one of two fragments',
      () =>
        `${owner.one} { ... on Node { id ... on ${owner.type} { ... { ${field} { totalCount } } } } }`,
    ],
    ['that is skipped', () => `${owner.one} { ${field} @skip(if: true) { totalCount } }`],
  ])('write alone changes nothing where the payload leads to a list: %s', async (_, payload) => {
    expect(await send(tokens.write, adding(payload()), input())).toEqual(
      forbiddenMutations('read', add()),
    );
    await expectNothing();
    expect(await send(tokens.both, adding(payload()), input())).toMatchObject({
      data: { [add()]: {} },
    });
    await client.change('remove', ids[0] ?? '', ids.slice(3));
  });

  test('of two operations in a document only the one that is asked for counts', async () => {
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
    await expectNothing();
    expect(await ask(tokens.read, 'Q')).toHaveProperty(['data', owner.many]);
  });

  test('each of several fields is refused', async () => {
    const { data, errors } = await send(
      tokens.none,
      `{ a: node(id: "${ids[0]}") { id } b: ${owner.one}(id: "${ids[0]}") { id } }`,
    );
    expect([data, errors?.map(({ path }) => path)]).toEqual([{ a: null, b: null }, [['a'], ['b']]]);
    const remove = `delete${owner.type}(input: { id: "${ids[0]}" }) { __typename }`;
    expect(await send(tokens.read, `mutation { a: ${remove} b: ${remove} }`)).toEqual(
      forbiddenMutations('write', 'a', 'b'),
    );
    await expectNothing();
  });

  test('a document that one viewer has run is not run for another, compiled or not', async () => {
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

  test('rules cost no statement', async () => {
    expect(await statements(() => send(tokens.read, list()))).toBe(2);
    expect(await statements(() => send(tokens.both, client.document('add'), input()))).toBe(2);
    await client.change('remove', ids[0] ?? '', ids.slice(3));
  });
});

describe('a scope is one of the words of a text:', () => {
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
