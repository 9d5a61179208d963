import type pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openPool } from '../../support/database.js';
import { type ClientType, capitalized, EndClient, ends, linkedEnds } from '../../support/ends.js';
import { until } from '../../support/process.js';

/** The tables of the types in the database, with the columns of the key and of the text. */
const tables: Readonly<Record<string, readonly [table: string, key: string, text: string]>> = {
  'press.Article': ['"Article"', 'id', 'headline'],
  'press.Publication': ['"Publication"', 'id', 'title'],
  'school.Student': ['"Student"', 'id', 'name'],
  'school.Course': ['"Course"', 'id', 'topic'],
  'learning.User': ['users', 'id', 'name'],
  'learning.Course': ['"Course"', 'id', 'title'],
  'guild.Person': ['people', 'person_id', 'called'],
};
/** The tables of links with columns. */
const linkTables: Readonly<Record<string, string>> = {
  learning: '"Enrolment"',
  guild: 'follow_links',
};
const linkInputs: Readonly<Record<string, string>> = { learning: 'position: 7', guild: 'int: 7' };

const keyOf = (id: string) => Buffer.from(id, 'base64').toString().split(':')[1];

describe.each([...ends, ...linkedEnds])('a mutation of %s that waited', (_, end) => {
  let client: EndClient;
  let database: pg.Pool;
  let owner: string;
  let targets: string[];
  beforeAll(async () => {
    client = await EndClient.start(end);
    database = openPool({ connectionString: client.server.databaseUrl });
  });
  afterAll(async () => {
    await database.end();
    await client.close();
  });
  beforeEach(async () => {
    [owner = ''] = await client.create(end.owner, ['old owner']);
    targets = await client.create(end.target, ['old b', 'old a']);
  });

  /** The statement that renames a row. */
  const renaming = ({ type }: ClientType, id: string, to: string) => {
    const [table, key, text] = tables[`${end.template}.${type}`] ?? [];
    return [`UPDATE ${table} SET ${text} = $1 WHERE ${key} = $2`, [to, keyOf(id)]] as const;
  };

  /** Sends a mutation while another transaction has run `lock`; runs `meanwhile`, and commits the other transaction. */
  async function whileLocked<Data>(
    mutation: string,
    lock: readonly [string, readonly unknown[]],
    meanwhile: () => Promise<unknown>,
  ): Promise<Data> {
    const other = await database.connect();
    try {
      await other.query('BEGIN');
      await other.query(lock[0], [...lock[1]]);
      const sent = client.server.run<Data>(mutation);
      await until(async () => {
        const { rows } = await database.query(
          `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
        );
        return rows.length > 0;
      }, 'the mutation to wait');
      await meanwhile();
      await other.query('COMMIT');
      return await sent;
    } finally {
      other.release();
    }
  }
  const rename = (type: ClientType, id: string, to: string) => {
    const [text, values] = renaming(type, id, to);
    return database.query(text, [...values]);
  };
  const ownerField = `owner: ${end.owner.one} { text: ${end.owner.text} }`;
  const input = (ids: readonly string[]) =>
    `${end.owner.one}Id: "${owner}", ${end.singular}Ids: ${JSON.stringify(ids)}`;
  const added = `edges: added${capitalized(end.singular)}Edges { node { text: ${end.target.text} } }`;

  test.each(['add', 'set'] as const)(
    '%s returns rows as they are after the change',
    async (verb) => {
      const { payload } = await whileLocked<{
        payload: { owner: { text: string }; edges: { node: { text: string } }[] };
      }>(
        `mutation { payload: ${verb}${end.owner.type}${capitalized(end.field)}(input: { ${input(targets)} }) { ${ownerField} ${added} } }`,
        renaming(end.owner, owner, 'new owner'),
        () => Promise.all(targets.map((id) => rename(end.target, id, 'new'))),
      );
      expect(payload.owner.text).toBe('new owner');
      expect(payload.edges.map(({ node }) => node.text)).toEqual(['new', 'new']);
    },
  );

  test('add is one statement if it waits for nobody, whether links exist or not', async () => {
    for (const ids of [targets.slice(1), targets, targets]) {
      client.server.statements.length = 0;
      await client.server.run(
        `mutation { add${end.owner.type}${capitalized(end.field)}(input: { ${input(ids)} }) { ${ownerField} ${added} } }`,
      );
      expect(client.server.statements).toHaveLength(1);
    }
  });

  const table = linkTables[end.template];
  test.runIf(table)('an update of a link returns rows as they are after the change', async () => {
    await client.change('add', owner, targets);
    const [target = ''] = targets;
    const update = `mutation { payload: update${end.owner.type}${capitalized(end.singular)}(input: {
      ${end.owner.one}Id: "${owner}", ${end.singular}Id: "${target}", ${linkInputs[end.template]}
    }) { ${ownerField} edge: ${end.singular}Edge { node { text: ${end.target.text} } } } }`;
    const { payload } = await whileLocked<object & { payload: object }>(
      update,
      [`SELECT FROM ${table} FOR UPDATE`, []],
      async () => {
        await rename(end.owner, owner, 'new owner');
        await rename(end.target, target, 'new');
      },
    );
    expect(payload).toEqual({ owner: { text: 'new owner' }, edge: { node: { text: 'new' } } });
    client.server.statements.length = 0;
    await client.server.run(update);
    expect(client.server.statements).toHaveLength(1);
  });
});
