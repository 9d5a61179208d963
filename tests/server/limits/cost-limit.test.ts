import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { pressSchema as schema } from '../../schemas/press/schema.js';
import { capitalized, EndClient, ends, id } from '../../support/ends.js';
import { type Response, startTestServer, type TestServer } from '../../support/server.js';

const limit = 30_000;
const code = ({ errors }: Response) => errors?.map(({ extensions }) => extensions?.code);

describe.each(ends)('the cost of operations through %s', (_, end) => {
  let client: EndClient;
  let server: TestServer;
  beforeAll(async () => {
    // High, so that only the cost limit refuses operations.
    const limits = {
      tokens: 1_000_000,
      depth: 400,
      aliases: 1e99,
      rootFields: 10_000,
      filterDepth: 400,
    };
    client = await EndClient.start(end, { documents: { limits } });
    server = client.server;
    await client.change('set', ...((await seed()) as [string, string[]]));
  });
  afterAll(() => client.close());
  beforeEach(() => {
    server.statements.length = 0;
  });

  const seed = async () => {
    const [owner = ''] = await client.create(end.owner, ['owner']);
    return [owner, await client.create(end.target, ['one', 'two', 'three'])];
  };
  const { many, type, one } = end.owner;
  const { field, backField } = end;
  /** Sends an operation that must be refused without a statement, and returns its cost, which its message must name. */
  const refused = async (query: string, variables?: object): Promise<number> => {
    server.statements.length = 0;
    const response = await server.send(query, variables);
    const cost = response.extensions?.cost;
    expect(response).toEqual({
      errors: [
        {
          message: `The operation may cost ${cost?.requested}, and the limit is ${limit}. Request fewer rows at a time.`,
          extensions: { code: 'COST_LIMIT_EXCEEDED' },
        },
      ],
      extensions: { cost: { requested: expect.any(Number), limit } },
    });
    expect(cost?.requested).toBeGreaterThan(limit);
    expect(server.statements).toEqual([]);
    return cost?.requested ?? 0;
  };
  /** Sends an operation that must succeed, and returns its cost. */
  const cost = async (query: string, variables?: object): Promise<number> => {
    const { errors, extensions } = await server.send(query, variables);
    expect(errors).toBeUndefined();
    expect(extensions?.cost).toEqual({ requested: expect.any(Number), limit });
    return extensions?.cost?.requested ?? 0;
  };
  /** Nested pages of these sizes, as nodes or as edges. */
  const nested = (sizes: readonly number[], rest = '', asEdges = false): string => {
    const fields = sizes.map((_, level) =>
      level === 0 ? many : level % 2 === 1 ? field : backField,
    );
    const rows = (below: string) =>
      asEdges ? `edges { cursor node { id ${below} } }` : `nodes { id ${below} }`;
    return `{ ${sizes.reduceRight((below, size, level) => `${fields[level]}(first: ${size}) { ${rest} ${rows(below)} }`, '')} }`;
  };
  const pageInfo = 'pageInfo { hasNextPage hasPreviousPage startCursor endCursor }';

  test('nested pages of usual sizes are within the limit', async () => {
    for (const sizes of [
      [20, 10, 5],
      [5, 5, 5, 5],
    ]) {
      const rows = sizes.reduce(
        (sum, _, level) => sum + sizes.slice(0, level + 1).reduce((a, b) => a * b, 1),
        0,
      );
      for (const rest of ['', pageInfo, `totalCount ${pageInfo}`]) {
        for (const asEdges of [false, true]) {
          const requested = await cost(nested(sizes, rest, asEdges));
          expect(requested).toBeGreaterThan(rows);
          expect(requested).toBeLessThan(limit / 2);
        }
      }
    }
    const list = (inner: string) =>
      `(first: 20) { totalCount ${pageInfo} edges { cursor node { id ${inner} } } }`;
    expect(await cost(`{ ${many}${list(`${field}${list('')}`)} }`)).toBeLessThan(limit / 2);
  });

  test('22 rows with seven connections each are within the limit', async () => {
    const seven = (inner: string) =>
      Array.from({ length: 7 }, (_, index) => `c${index}: ${field}(first: 20) { ${inner} }`).join(
        ' ',
      );
    for (const inner of [
      'nodes { id }',
      `edges { cursor node { id ${end.target.text} } } totalCount ${pageInfo}`,
    ]) {
      expect(await cost(`{ ${many}(first: 22) { nodes { id ${seven(inner)} } } }`)).toBeLessThan(
        limit / 2,
      );
    }
    // Pages of two rows, with all fields of a connection.
    const whole = `nodes { id } edges { cursor node { id ${end.target.text} } } totalCount ${pageInfo}`;
    const two = seven(whole).replaceAll('first: 20', 'first: 2');
    expect(await cost(`{ ${many}(first: 22) { nodes { id ${two} } } }`)).toBeLessThan(limit / 5);
  });

  test('an object in an input has a cost for each use, and is measured once', async () => {
    const query = `query($w: ${type}Filter) { ${Array.from({ length: 50 }, (_, index) => `c${index}: ${many}(first: 0, where: $w) { nodes { id } }`).join(' ')} }`;
    const empty = (count: number) => ({ w: { AND: Array.from({ length: count }, () => ({})) } });
    const [ten, twenty] = [await cost(query, empty(10)), await cost(query, empty(20))];
    expect(twenty - ten).toBeGreaterThan(50 * 10);
    const began = performance.now();
    expect(await refused(query, empty(200_000))).toBeGreaterThan(50 * 200_000);
    expect(await refused(query, { w: { [end.owner.text]: { contains: 'x'.repeat(900_000) } } }));
    expect(performance.now() - began).toBeLessThan(3_000);
    // Also in the input of a mutation.
    const name = `add${type}${capitalized(field)}`;
    const ids = Array.from({ length: 30_000 }, () => id(end.target, 1));
    await refused(
      `mutation($input: ${capitalized(name)}Input!) { ${name}(input: $input) { __typename } }`,
      client.input(id(end.owner, 1), ids),
    );
  });

  test('100 × 100 rows are within the limit, and 100 × 100 × 100 are not, with `first` and with `last`', async () => {
    const inner = '{ nodes { id } }';
    expect(
      await cost(`{ ${many}(first: 100) { nodes { id ${field}(last: 100) ${inner} } } }`),
    ).toBeGreaterThan(10_000);
    for (const size of ['first', 'last']) {
      const query = nested([100, 100, 100]).replaceAll('first', size);
      expect(await refused(query)).toBeGreaterThan(1_000_000);
    }
  });

  test('100 IDs × 100 × 100 rows are refused', async () => {
    const ids = Array.from({ length: 100 }, (_, key) => id(end.owner, key + 1));
    const query = (first: number) => `query($ids: [ID!]!) {
      nodes(ids: $ids) { ... on ${type} { ${field}(first: ${first}) { nodes { ${backField}(first: ${first}) { nodes { id } } } } } }
    }`;
    expect(await refused(query(100), { ids })).toBeGreaterThan(1_000_000);
    expect(await cost(query(10), { ids })).toBeGreaterThan(10_000);
    expect(await cost(query(100), { ids: ids.slice(0, 1) })).toBeGreaterThan(10_000);
    // GraphQL coerces a single value to a list of one.
    expect(await cost(query(100), { ids: ids[0] })).toBeGreaterThan(10_000);
  });

  test('a thousand counts under aliases are refused, at the root and below', async () => {
    const names = (make: (name: string) => string) =>
      Array.from({ length: 1_000 }, (_, index) => make(`c${index}:`)).join(' ');
    for (const query of [
      `{ ${names((name) => `${name} ${many} { totalCount }`)} }`,
      `{ ${many} { ${names((name) => `${name} totalCount`)} } }`,
      `{ ${one}(id: "${id(end.owner, 1)}") { ${field} { ${names((name) => `${name} totalCount`)} } } }`,
      `{ ${one}(id: "${id(end.owner, 1)}") { ${names((name) => `${name} ${field} { totalCount }`)} } }`,
    ]) {
      await refused(query);
    }
  });

  test('the cost of a cached document depends on the variables of each request', async () => {
    const list = (inner: string) => `(first: $first) { nodes { id ${inner} } }`;
    const query = `query($first: Int) { ${many}${list(field + list(backField + list('')))} }`;
    for (let run = 1; run <= 4; run++) {
      expect(await cost(query, { first: 1 })).toBeLessThan(50);
      await refused(query, { first: 100 });
    }
    // The default is 20.
    expect(await cost(query)).toBe(await cost(query, { first: null }));
    expect(await cost(query)).toBe(await cost(query, { first: 20 }));
  });

  test('a page size costs the same as a literal, a variable and a default', async () => {
    const list = (args: string) => `${many}${args} { nodes { id } }`;
    const three = await cost(`{ ${list('(first: 3)')} }`);
    expect(three).toBe(5);
    expect(await cost(`query($n: Int) { ${list('(first: $n)')} }`, { n: 3 })).toBe(three);
    expect(await cost(`query($n: Int = 3) { ${list('(last: $n)')} }`)).toBe(three);
    expect(await cost(`query($n: Int = 100) { ${list('(last: $n)')} }`, { n: 3 })).toBe(three);
    expect(await cost(`query($n: Int! = 3) { ${list('(last: $n, first: null)')} }`)).toBe(three);
    const twenty = await cost(`{ ${list('(first: 20)')} }`);
    for (const args of ['', '(first: null)', '(last: null)', '(first: null, last: null)'])
      expect(await cost(`{ ${list(args)} }`)).toBe(twenty);
    expect(await cost(`query($n: Int = 3) { ${list('(first: $n)')} }`, { n: null })).toBe(twenty);
    // A variable that is undeclared, and one named like a property of every object.
    expect(
      await cost(`query($constructor: Int) { ${list('(first: $constructor)')} }`, { first: 1 }),
    ).toBe(twenty);
    expect(await cost(`{ ${list('(first: 0)')} }`)).toBe(1);
  });

  test('invalid page arguments are BAD_USER_INPUT, whatever the cost', async () => {
    const list = (args: string, inner = 'id') => `${many}(${args}) { nodes { ${inner} } }`;
    for (const args of ['first: 1000000', 'first: -1', 'first: 3, last: 3']) {
      expect(
        code(await server.send(`{ ${list(args, `${field}(first: 100) { nodes { id } }`)} }`)),
      ).toEqual(['BAD_USER_INPUT']);
    }
  });

  test('a fragment costs each time it is spread, and a field under each alias', async () => {
    const fragment = `fragment f on ${type} { ${field}(first: 10) { nodes { id } } }`;
    const alone = `${many}(first: 10) { nodes { ...f } }`;
    // The base cost of a connection, times 1.1 × 10 rows, is no whole number.
    const single = await cost(`{ ${alone} } ${fragment}`);
    expect(await cost(`{ a: ${alone} b: ${alone} c: ${alone} } ${fragment}`)).toBe(3 * single);
    expect(
      await cost(
        `{ ${many}(first: 10) { nodes { ... on ${type} { ${field}(first: 10) { nodes { id } } } } } }`,
      ),
    ).toBe(single);
    expect(await cost(`{ ...q } fragment q on Query { ${alone} } ${fragment}`)).toBe(single);
  });

  test('only selections that @skip and @include leave in have a cost', async () => {
    const expensive = nested([100, 100, 100]).slice(1, -1);
    // On a fragment spread, on an inline fragment, and on the field.
    const queries = (directive: string) =>
      [
        `...f ${directive} } fragment f on Query { ${expensive} }`,
        `... ${directive} { ${expensive} } }`,
        `${expensive.replace('(first: 100)', `(first: 100) ${directive}`)} }`,
      ].map(
        (selection) =>
          `query($yes: Boolean = true, $no: Boolean! = false) { __typename @skip(if: $no) @include(if: $yes) ${selection}`,
      );
    for (const directive of [
      '@skip(if: true)',
      '@include(if: false)',
      '@skip(if: $yes)',
      '@include(if: $yes) @skip(if: true)',
    ])
      for (const query of queries(directive)) expect(await cost(query)).toBe(1);
    for (const directive of [
      '',
      '@skip(if: false)',
      '@include(if: true)',
      '@skip(if: $no)',
      '@include(if: $yes) @skip(if: $no)',
    ])
      for (const query of queries(directive)) await refused(query);
    for (const query of queries('@include(if: $no)')) {
      expect(await cost(query)).toBe(1);
      await refused(query, { no: true });
      expect(await cost(query, { no: false })).toBe(1);
    }
  });

  test('fragments whose expansion is exponential are refused quickly, with a finite cost', async () => {
    const doubling = (count: number, first: number) =>
      Array.from(
        { length: count },
        (_, level) => `fragment f${level} on ${type} {
          a${level}: ${field}(first: ${first}) { nodes { ${backField}(first: $first) { nodes { ...f${level + 1} } } } }
          b${level}: ${field}(first: ${first}) { nodes { ${backField}(first: $first) { nodes { ...f${level + 1} } } } } }`,
      );
    const query = `query($first: Int) { ${many} { nodes { ...f0 } } } ${doubling(60, 100).join('\n')} fragment f60 on ${type} { id }`;
    const began = performance.now();
    expect(await refused(query, { first: 100 })).toBe(1e15);
    expect(await refused(query, { first: 50 })).toBe(1e15);
    expect(performance.now() - began).toBeLessThan(2_000);
    // Without rows, nested fields cost nothing.
    expect(await cost(query.replace(`{ ${many} {`, `{ ${many}(first: 0) {`), { first: 100 })).toBe(
      1,
    );
  });

  test('the cost of a filter grows with the relations in it', async () => {
    const filtered = (where: object) =>
      cost(`query($w: ${type}Filter) { ${many}(where: $w) { nodes { id } } }`, { w: where });
    const plain = await filtered({});
    const text = await filtered({ [end.owner.text]: { contains: 'x' } });
    const some = await filtered({ [field]: { some: {} } });
    const none = await filtered({ [field]: { none: {} } });
    const someInSome = await filtered({ [field]: { some: { [backField]: { some: {} } } } });
    const noneInNone = await filtered({ [field]: { none: { [backField]: { none: {} } } } });
    const either = await filtered({
      OR: [{ [field]: { some: { [backField]: { some: {} } } } }, { id: { in: [] } }],
    });
    // A connection of 20 rows with a field is 23. Each object is 1, and 0.05 as an input.
    expect([plain, text, some, none]).toEqual([24, 166, 1777, 1777]);
    expect(someInSome).toBe(3529);
    expect(noneInNone).toBe(someInSome);
    expect(either).toBeGreaterThan(someInSome);
    // The same as a literal or a variable.
    const literal = (where: string, variables?: object) =>
      cost(
        `query($w: ${type}Filter = {}) { __typename @skip(if: true) ${many}(where: ${where}) { nodes { id } } l: ${many}(first: 0, where: $w) { nodes { id } } }`,
        variables,
      );
    expect(await literal(`{ ${field}: { none: { ${backField}: { none: {} } } } }`)).toBe(
      noneInNone + 2,
    );
    expect(await literal('$w', { w: { [field]: { none: {} } } })).toBe(none + (none - 23));
    // Again for a count, and for each row of the list around it.
    const counted = await cost(`{ ${many}(where: { ${field}: { some: {} } }) { totalCount } }`);
    const filter = 1 + 1_750 + 1 + 1;
    expect(counted).toBe(Math.ceil(1 + 130 + 2 * filter + 2 * 0.05));
    const below = await cost(
      `{ ${many}(first: 10) { nodes { ${field}(first: 0, where: { ${backField}: { some: {} } }) { nodes { id } } } } }`,
    );
    expect(below).toBe(
      Math.ceil(1 + 10 * (1 + 15 + 60 + 0.4 * filter + 2 * 0.05) + filter + 2_000),
    );
  });

  test.each(['none', 'every'])(
    'twenty nested filters with %s are refused, and four are not',
    async (quantifier) => {
      const filter = (depth: number) => {
        let where: object = {};
        for (let level = depth; level > 0; level--)
          where = { [level % 2 === 1 ? field : backField]: { [quantifier]: where } };
        return { w: where };
      };
      const query = `query($w: ${type}Filter) { ${many}(where: $w) { nodes { id } } }`;
      await refused(query, filter(20));
      expect(await cost(query, filter(4))).toBeLessThan(limit);
      const verb = `delete${capitalized(many)}`;
      await refused(
        `mutation($w: ${type}Filter!) { ${verb}(input: { where: $w }) { deletedCount } }`,
        filter(20),
      );
    },
  );

  test('a filter of 20,000 levels is refused, and the server keeps running', async () => {
    const deep = `${'{"AND":['.repeat(20_000)}{}${']}'.repeat(20_000)}`;
    const response = await fetch(server.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: `{"query":"query($w: ${type}Filter) { ${many}(where: $w) { totalCount } }","variables":{"w":${deep}}}`,
    });
    // The endpoint returns a GraphQL response.
    expect(code((await response.json()) as Response)).toEqual(['COST_LIMIT_EXCEEDED']);
    expect(await cost('{ __typename }')).toBe(1);
  });

  test('a link mutation costs its IDs, and the selection of its payload for each of them', async () => {
    const document = client.document('add');
    const input = (count: number) =>
      client.input(
        id(end.owner, 1),
        Array.from({ length: count }, () => id(end.target, 1)),
      );
    const [single, ten] = [await cost(document, input(1)), await cost(document, input(10))];
    // Each has an ID, an edge, a node, and the ID of the node.
    expect(ten - single).toBe(Math.round(9 * 1.3));
    expect(await cost(document, input(10_000))).toBeLessThan((limit * 2) / 3);
    const name = `add${type}${capitalized(field)}`;
    const expensive = `mutation($input: ${capitalized(name)}Input!) {
      ${name}(input: $input) { added${capitalized(end.singular)}Edges { node { ${backField}(first: 100) { nodes { id } } } } }
    }`;
    expect(await cost(expensive, input(100))).toBeLessThan(limit);
    await refused(expensive, input(10_000));
    // The number of links that it removes is not known before.
    expect(await cost(client.document('clear'), client.input(id(end.owner, 1)))).toBeGreaterThan(
      100,
    );
  });

  test('a long alias costs as much as other fields', async () => {
    const page = (alias: string) => `{ ${many}(first: 100) { nodes { ${alias}: id } } }`;
    const short = await cost(page('a'.repeat(31)));
    const long = await cost(page('a'.repeat(256)));
    // Each cost is rounded up.
    expect(Math.abs(long - short - 80)).toBeLessThanOrEqual(1);
  });

  test('a mutation costs under each alias, and a refused one changes nothing', async () => {
    const create = (count: number) =>
      `mutation { ${Array.from({ length: count }, (_, n) => `m${n}: create${type}(input: { ${end.owner.text}: "x" }) { ${one} { ${field}(first: 100) { totalCount nodes { id } } } }`).join(' ')} }`;
    const [one1, two] = [await cost(create(1)), await cost(create(2))];
    expect(two).toBeGreaterThan(1.9 * one1);
    const count = () => server.run(`{ ${many} { totalCount } }`);
    const before = await count();
    await refused(create(200));
    expect(await count()).toEqual(before);
  });
});

test('every list, connection and field with arguments declares its cost', () => {
  const undeclared = Object.values(schema.getTypeMap())
    .filter((type) => 'getFields' in type && !type.name.startsWith('__') && !('parseValue' in type))
    .flatMap((type) =>
      'getFields' in type ? Object.values(type.getFields()).map((field) => ({ type, field })) : [],
    )
    .filter(
      ({ field }) =>
        'args' in field && (/\[|Connection/.test(String(field.type)) || field.args.length > 0),
    )
    .filter(({ field }) => typeof field.extensions.cost !== 'function')
    .map(({ type, field }) => `${type.name}.${field.name}`);
  expect(undeclared).toEqual([]);
});

describe('the response to a refused operation', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer('press', { operationLimits: { cost: 10 } });
  });
  afterAll(() => server.close());

  const post = (accept: string, query: string) =>
    fetch(server.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept },
      body: JSON.stringify({ query }),
    });

  test('has the status of an invalid document: 400, or 200 with application/json', async () => {
    const accepts: [string, number][] = [
      ['application/graphql-response+json', 400],
      ['application/json', 200],
    ];
    for (const [accept, status] of accepts) {
      for (const query of ['{ articles { nodes { id } } }', '{ nothing }'])
        expect((await post(accept, query)).status).toBe(status);
      expect((await post(accept, '{ __typename }')).status).toBe(200);
    }
  });

  test('depends on the executed operation alone', async () => {
    const query = 'query A { __typename } query B { articles { nodes { id } } }';
    const send = async (operationName?: string) => {
      const body = JSON.stringify({ query, operationName });
      const response = await fetch(server.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });
      // The endpoint returns a GraphQL response.
      return (await response.json()) as Response;
    };
    for (let run = 1; run <= 3; run++) {
      expect((await send('A')).data).toEqual({ __typename: 'Query' });
      expect(code(await send('B'))).toEqual(['COST_LIMIT_EXCEEDED']);
      for (const name of ['C', undefined]) expect((await send(name)).extensions).toBeUndefined();
    }
  });
});
