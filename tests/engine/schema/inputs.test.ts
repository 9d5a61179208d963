import { isInputObjectType, isNonNullType } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createBuilder, scopedOptions } from '../../../src/auth/builder.js';
import { encodeGlobalId } from '../../../src/engine/model/global-id.js';
import { addBothEnds } from '../../../src/engine/schema/add-both-ends.js';
import { model } from '../../schemas/kinds/generated/model.js';
import { kindsSchema } from '../../schemas/kinds/schema.js';
import { startTestServer, type TestServer } from '../../support/server.js';

/** The fields of an input type that are required. */
function requiredOf(schema: typeof kindsSchema, name: string): string[] | undefined {
  const type = schema.getType(name);
  if (!isInputObjectType(type)) return undefined;
  return Object.values(type.getFields())
    .filter((field) => isNonNullType(field.type))
    .map((field) => field.name);
}

test('an update requires nothing but the ID, even where there is one input', () => {
  const updates = Object.keys(kindsSchema.getTypeMap()).filter((name) =>
    /^Update\w+Input$/.test(name),
  );
  expect(updates).toHaveLength(model.tables.length);
  for (const name of updates) expect(requiredOf(kindsSchema, name), name).toEqual(['id']);
});

test('requireInUpdate makes an input required, and knows what is an input', () => {
  const builder = createBuilder({ query: 'Reads.', mutation: 'Writes.' });
  const types = addBothEnds(builder, model, scopedOptions);
  types.requireInUpdate('Mark', 'word');
  types.requireInUpdate('Item', 'anyText');
  for (const [table, column] of [
    ['Mark', 'wrod'],
    ['Mark', 'id'],
    ['Preset', 'changed'],
  ] as const)
    expect(() => types.requireInUpdate(table, column)).toThrow(
      `update${table} has no input ${column}`,
    );
  expect(() => types.requireInUpdate('Marks', 'word')).toThrow('the model has no table Marks');
  const schema = builder.toSchema({ sortSchema: false });
  expect(requiredOf(schema, 'UpdateMarkInput')).toEqual(['id', 'word']);
  expect(requiredOf(schema, 'UpdateItemInput')).toEqual(['id', 'anyText']);
  expect(requiredOf(schema, 'UpdateLabelInput')).toEqual(['id']);
});

describe('of rows of which little can be said', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer('kinds');
  });
  afterAll(() => server.close());

  test('one with nothing but its key is created without an input', async () => {
    expect(kindsSchema.getType('CreateTicketInput')).toBeUndefined();
    const made = await server.run(
      'mutation { one: createTicket { ticket { id } } two: createTicket { ticketEdge { node { id } } } }',
    );
    const [one, two] = [encodeGlobalId('Ticket', 1), encodeGlobalId('Ticket', 2)];
    expect(made).toEqual({
      one: { ticket: { id: one } },
      two: { ticketEdge: { node: { id: two } } },
    });
    expect(
      await server.run(
        `mutation { updateTicket(input: { id: "${one}" }) { ticket { id } } deleteTicket(input: { id: "${two}" }) { deletedTicketId } }`,
      ),
    ).toEqual({ updateTicket: { ticket: { id: one } }, deleteTicket: { deletedTicketId: two } });
    expect(await server.run('{ tickets { totalCount nodes { id } } }')).toEqual({
      tickets: { totalCount: 1, nodes: [{ id: one }] },
    });
  });

  test('one with a single column stays as it is without it', async () => {
    const { createMark, createLabel } = await server.run<
      Record<string, Record<string, { id: string }>>
    >(
      'mutation { createMark(input: { word: "w" }) { mark { id } } createLabel(input: {}) { label { id } } }',
    );
    const [mark, label] = [createMark?.mark?.id, createLabel?.label?.id];
    expect(
      await server.run(
        `mutation { updateMark(input: { id: "${mark}" }) { mark { word } } updateLabel(input: { id: "${label}" }) { label { word } } }`,
      ),
    ).toEqual({ updateMark: { mark: { word: 'w' } }, updateLabel: { label: { word: null } } });
    const { errors } = await server.send(
      `mutation { updateMark(input: { id: "${mark}", word: null }) { mark { word } } }`,
    );
    expect(errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', argument: 'input.word' });
  });
});
