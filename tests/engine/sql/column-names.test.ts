import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createBuilder, scopedOptions } from '../../../src/auth/builder.js';
import type { ColumnModel } from '../../../src/engine/model/column.js';
import type { Model } from '../../../src/engine/model/model.js';
import type { TableModel } from '../../../src/engine/model/table.js';
import { addBothEnds } from '../../../src/engine/schema/add-both-ends.js';
import { columnModel } from '../../support/column-model.js';
import { startTestServer, type TestServer } from '../../support/server.js';

/** Names that statements use as aliases, or that are key words of SQL. */
const names =
  `owner node parent key missing target link row added removed deleted few found had item nearest of parents
  place shared count order select user t1 t2 texts`.split(/\s+/);
/** The columns have each other's names, and names with an underscore, like the engine's aliases. */
const databaseName = (index: number) =>
  index % 2 === 0 ? (names.at(index - 1) ?? '') : `_${names[index]}`;

const column = (name: string, inDatabase: string, more: Partial<ColumnModel> = {}): ColumnModel =>
  columnModel({ name, column: inDatabase, ...more });
const columns = names.map((name, index) => column(name, databaseName(index)));
const tableModel = (name: string, one: string, many: string): TableModel => ({
  name,
  one,
  many,
  table: many,
  readonly: false,
  // The column of the key has another name than `id`.
  key: column('code', '_created', { kind: 'int', type: 'int4', default: 'database' }),
  columns,
  orderBy: { field: 'node', direction: 'ASC' },
  uniques: [],
  indexes: [],
});
const model: Model = {
  enums: [],
  tables: [tableModel('Thing', 'thing', 'things'), tableModel('Part', 'part', 'parts')],
  relations: [
    {
      kind: 'many-to-many',
      name: 'PartToThing',
      table: 'link',
      ends: [
        { table: 'Part', field: 'wholes', singular: 'whole', column: 'key', onDelete: 'Cascade' },
        { table: 'Thing', field: 'pieces', singular: 'piece', column: 'node', onDelete: 'Cascade' },
      ],
      columns: [],
      uniques: [],
      indexes: [],
    },
  ],
};

const builder = createBuilder();
addBothEnds(builder, model, scopedOptions);

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer('press', { schema: builder.toSchema() });
  const client = new pg.Client(server.databaseUrl);
  await client.connect();
  const list = columns.map(
    (each) => `${pg.escapeIdentifier(each.column)} text COLLATE "C" NOT NULL`,
  );
  for (const table of ['things', 'parts'])
    await client.query(`CREATE TABLE ${table} ("_created" serial PRIMARY KEY, ${list.join(', ')})`);
  await client.query(`CREATE TABLE link (
    key int REFERENCES parts ON DELETE CASCADE, node int REFERENCES things ON DELETE CASCADE, PRIMARY KEY (key, node))`);
  await client.end();
});
afterAll(() => server.close());

type Values = Readonly<Record<string, string>>;
interface Edge {
  readonly cursor: string;
  readonly node: Values & { readonly id: string };
}

const fields = names.join(' ');
/** A different value for every column. */
const valuesOf = (row: string): Values =>
  Object.fromEntries(names.map((name) => [name, `${name} of ${row}`]));
const inputOf = (values: object) =>
  Object.entries(values)
    .map(([name, value]) => `${name}: ${JSON.stringify(value)}`)
    .join(', ');
/** A row without its ID. */
const withoutId = ({ id: _, ...values }: Edge['node']): Values => values;

test('columns may have any names, also those of aliases in statements', async () => {
  const mutate = async <Payload>(name: string, input: object, payload: string) => {
    const { result } = await server.run<{ result: Payload }>(
      `mutation { result: ${name}(input: { ${inputOf(input)} }) { ${payload} } }`,
    );
    return result;
  };
  const edge = `cursor node { id ${fields} }`;
  const parts: Edge[] = [];
  for (const row of ['p1', 'p2', 'p3']) {
    const { partEdge } = await mutate<{ partEdge: Edge }>(
      'createPart',
      valuesOf(row),
      `partEdge { ${edge} }`,
    );
    expect(withoutId(partEdge.node)).toEqual(valuesOf(row));
    parts.push(partEdge);
  }
  const ids = parts.map(({ node }) => node.id);

  // A row with links, and a row created through the relation.
  const { thing } = await mutate<{ thing: Edge['node'] & { pieces: { edges: Edge[] } } }>(
    'createThing',
    { ...valuesOf('t1'), pieceIds: ids.slice(0, 2) },
    `thing { id ${fields} pieces { edges { ${edge} } } }`,
  );
  expect(thing).toMatchObject(valuesOf('t1'));
  expect(thing.pieces.edges).toEqual(parts.slice(0, 2));
  const created = await mutate<{ thing: Edge['node']; pieceEdge: Edge }>(
    'createThingPiece',
    { thingId: thing.id, ...valuesOf('p4') },
    `thing { id ${fields} } pieceEdge { ${edge} }`,
  );
  expect(created.thing).toEqual({ id: thing.id, ...valuesOf('t1') });
  expect(withoutId(created.pieceEdge.node)).toEqual(valuesOf('p4'));
  parts.push(created.pieceEdge);

  // Links.
  const change = `thing { id ${fields} } added: addedPieceEdges { ${edge} }`;
  const added = await mutate<{ thing: Edge['node']; added: Edge[] }>(
    'addThingPieces',
    { thingId: thing.id, pieceIds: ids },
    change,
  );
  expect(added).toEqual({ thing: created.thing, added: [parts[2]] });
  const set = await mutate<{ added: Edge[]; removedPieceIds: string[] }>(
    'setThingPieces',
    { thingId: thing.id, pieceIds: ids },
    `${change} removedPieceIds`,
  );
  expect(set).toEqual({ thing: created.thing, added: [], removedPieceIds: [parts[3]?.node.id] });
  const removed = await mutate<object>(
    'removeThingPieces',
    { thingId: thing.id, pieceIds: ids.slice(2) },
    `thing { id ${fields} } removedPieceIds`,
  );
  expect(removed).toEqual({ thing: created.thing, removedPieceIds: ids.slice(2) });

  // Pages of several parents in each order, from both ends, with flags; their edges equal those of the payloads above.
  const { second } = await server.run<{ second: { thing: { id: string } } }>(
    `mutation { second: createThing(input: { ${inputOf({ ...valuesOf('t2'), pieceIds: ids })} }) { thing { id } } }`,
  );
  const pageInfo = 'pageInfo { hasNextPage hasPreviousPage startCursor endCursor }';
  for (const name of ['NODE', 'ID', 'KEY', 'PARENT', 'PLACE', 'MISSING']) {
    for (const direction of ['ASC', 'DESC']) {
      const orderBy = `orderBy: { field: ${name}, direction: ${direction} }`;
      const page = async (paging: string) => {
        const { things } = await server.run<{
          things: { nodes: { pieces: { totalCount: number; edges: Edge[] } }[] };
        }>(
          `{ things(orderBy: { field: ID }) { nodes { id ${fields} pieces(${orderBy} ${paging}) { totalCount ${pageInfo} edges { ${edge} } } } } }`,
        );
        return things.nodes.map(({ pieces }) => pieces);
      };
      const [first, last] = await page('');
      const expected = direction === 'ASC' ? ids : ids.toReversed();
      expect(last?.edges.map(({ node }) => node.id)).toEqual(expected);
      expect(first?.edges.map(({ node }) => node.id)).toEqual(
        expected.filter((id) => id !== ids[2]),
      );
      expect(last?.edges.map(({ node }) => withoutId(node))).toEqual(
        expected.map((id) => valuesOf(`p${ids.indexOf(id) + 1}`)),
      );
      const [start, middle, end] = last?.edges ?? [];
      const [, between] = await page(`after: "${start?.cursor}", before: "${end?.cursor}"`);
      expect(between?.edges).toEqual([middle]);
      expect(between).toMatchObject({
        totalCount: 3,
        pageInfo: { hasNextPage: true, hasPreviousPage: true },
      });
    }
  }
  const { things } = await server.run<{ things: { nodes: { pieces: { edges: Edge[] } }[] } }>(
    `{ things { nodes { pieces { edges { ${edge} } } } } }`,
  );
  expect(things.nodes.at(-1)?.pieces.edges).toEqual(parts.slice(0, 3));

  // Filters by every column, also across the relation, and pairs.
  for (const name of names) {
    const is = `${name}: { equals: "${name} of p3" }`;
    const found = await server.run<Record<string, { totalCount: number; nodes: Values[] }>>(
      `{ own: parts(where: { ${is} }) { totalCount nodes { ${name} } }
         some: things(where: { pieces: { some: { ${is} } } }) { totalCount nodes { ${name} } }
         every: things(where: { pieces: { every: { NOT: { ${is} } } } }) { totalCount nodes { ${name} } }
         none: things(where: { pieces: { none: { ${name}: { contains: "P3", mode: INSENSITIVE } } } }) { totalCount nodes { ${name} } }
         pairs: things(distinct: false, where: { pieces: { some: { ${name}: { startsWith: "${name}" } } } }) { totalCount nodes { ${name} } } }`,
    );
    const nodesOf = (row: string) => ({ totalCount: 1, nodes: [{ [name]: `${name} of ${row}` }] });
    expect(found).toMatchObject({
      own: nodesOf('p3'),
      some: nodesOf('t2'),
      every: nodesOf('t1'),
      none: nodesOf('t1'),
      pairs: { totalCount: 5 },
    });
  }

  // Updates of one column, and of all.
  const updated = await mutate<{ part: Values }>(
    'updatePart',
    { id: ids[0], key: 'new' },
    `part { ${fields} }`,
  );
  expect(updated.part).toEqual({ ...valuesOf('p1'), key: 'new' });
  const whole = await mutate<{ part: Values }>(
    'updatePart',
    { id: ids[0], ...valuesOf('p1') },
    `part { ${fields} }`,
  );
  expect(whole.part).toEqual(valuesOf('p1'));
  expect(await mutate('clearThingPieces', { thingId: second.thing.id }, 'removedPieceIds')).toEqual(
    { removedPieceIds: ids },
  );
  const { deleted } = await server.run<{ deleted: object }>(
    `mutation { deleted: deleteParts(input: { where: { node: { contains: "p" }, wholes: { some: {} } } }) { deletedPartIds } }`,
  );
  expect(deleted).toEqual({ deletedPartIds: ids.slice(0, 2) });
  expect(await mutate('deletePart', { id: ids[2] }, 'deletedPartId')).toEqual({
    deletedPartId: ids[2],
  });
});
