import pg from 'pg';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { ChangesLost, type Events, type LinkEvent } from '../../../src/engine/live/change-feed.js';
import { connect } from '../../../src/postgres/connect.js';
import { type LiveChanges, openLiveChanges } from '../../../src/postgres/live/live-changes.js';
import { model } from '../../schemas/club/generated/model.js';
import { newDatabase } from '../../support/database.js';

const ada = '00000000-0000-4000-8000-00000000000a';
const topic = { table: '_BadgeToMember', ownerColumn: 'B', owner: ada };
let url: string;
let writer: pg.Client;
let feed: LiveChanges;

async function open(options: { keep?: number; buffer?: number } = {}): Promise<LiveChanges> {
  const database = connect({ url });
  const opened = await openLiveChanges({ ...options, url, model, database, onFailure: () => {} });
  onTestFinished(async () => {
    await opened.close();
    await database.close();
  });
  return opened;
}

async function client(): Promise<pg.Client> {
  const opened = new pg.Client({ connectionString: url });
  await opened.connect();
  onTestFinished(() => opened.end());
  return opened;
}

beforeEach(async () => {
  url = await newDatabase('template_club');
  writer = await client();
  await writer.query(`
    INSERT INTO "club's members" VALUES ('${ada}', 'Ada');
    INSERT INTO "Badge" SELECT 'b' || n FROM generate_series(1, 9) AS n;`);
  feed = await open();
});

const add = (n: number) => `INSERT INTO "_BadgeToMember" VALUES ('b${n}', '${ada}')`;
const remove = (n: number) => `DELETE FROM "_BadgeToMember" WHERE "A" = 'b${n}'`;

/** Wakes the reader, as a mutation does, and returns the next event without its place. */
async function nextOf(events: Events<LinkEvent>) {
  const timer = setInterval(() => feed.wake(), 20);
  const { value } = await events.next().finally(() => clearInterval(timer));
  const { position: _, ...event } = value as LinkEvent;
  return event;
}

const added = (...keys: string[]) => ({ added: keys, removed: [], updated: [] });
const removed = (...keys: string[]) => ({ added: [], removed: keys, updated: [] });

test('changes of one link come in the order of the commits, whatever the transaction IDs and other transactions', async () => {
  const events = await feed.links(topic);
  const [first, third] = [await client(), await client()];
  // The oldest ID, but its change is the last.
  await first.query('BEGIN; SELECT pg_current_xact_id()');
  await third.query('BEGIN; SELECT pg_current_xact_id()');
  await writer.query(add(1));
  await first.query(remove(1));
  await first.query('COMMIT');
  await third.query(add(2));
  await third.query('COMMIT');
  expect([await nextOf(events), await nextOf(events), await nextOf(events)]).toEqual([
    added('b1'),
    removed('b1'),
    added('b2'),
  ]);
});

test('a change that is committed late is told, though later ones were committed before', async () => {
  const events = await feed.links(topic);
  const slow = await client();
  await slow.query('BEGIN');
  await slow.query(add(1));
  await writer.query(add(2));
  await new Promise((done) => setTimeout(done, 200));
  await slow.query('COMMIT');
  expect([await nextOf(events), await nextOf(events)]).toEqual([added('b1'), added('b2')]);
});

test('a long transaction that changes nothing else delays, and a rolled back one is not told', async () => {
  const events = await feed.links(topic);
  const slow = await client();
  await slow.query('BEGIN');
  await slow.query(add(1));
  await writer.query(add(2));
  let isTold = false;
  const next = nextOf(events).then((event) => {
    isTold = true;
    return event;
  });
  await new Promise((done) => setTimeout(done, 300));
  expect(isTold).toBe(false);
  await slow.query('ROLLBACK');
  expect(await next).toEqual(added('b2'));
});

test('a transaction that was running when the reader began is told', async () => {
  const slow = await client();
  await slow.query('BEGIN');
  await slow.query(add(1));
  const late = await open();
  const events = await late.links(topic);
  await slow.query('COMMIT');
  expect(await nextOf(events)).toEqual(added('b1'));
});

test('a reader tells nothing twice, and everything to a subscriber of another one', async () => {
  const other = await open();
  const [here, there] = [await feed.links(topic), await other.links(topic)];
  for (let n = 1; n <= 9; n++) await writer.query(add(n));
  const all = Array.from({ length: 9 }, (_, index) => added(`b${index + 1}`));
  const read: unknown[] = [];
  for (let n = 1; n <= 9; n++) read.push(await nextOf(here));
  expect(read).toEqual(all);
  for (let n = 1; n <= 9; n++) expect(await nextOf(there)).toEqual(all[n - 1]);
});

test('after its connection was lost, a reader goes on where it was', async () => {
  const events = await feed.links(topic);
  await writer.query(add(1));
  expect(await nextOf(events)).toEqual(added('b1'));
  await writer.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()`);
  await writer.query(add(2));
  expect(await nextOf(events)).toEqual(added('b2'));
});

test('old changes are deleted, but for the last of them', async () => {
  for (let n = 1; n <= 3; n++) await writer.query(add(n));
  await writer.query(`UPDATE bothends_changes SET changed_at = now() - interval '2 hours'`);
  const late = await open({ keep: 3_600 });
  const events = await late.links(topic);
  await writer.query(add(4));
  expect(await nextOf(events)).toEqual(added('b4'));
  await vi.waitFor(async () => {
    const { rows } = await writer.query('SELECT keys FROM bothends_changes ORDER BY seq');
    expect(rows.map(({ keys }) => keys)).toEqual([['b3'], ['b4']]);
  });
});

test('a subscriber gets every row of large changes that it has missed, without having all in memory', async () => {
  const rows = await feed.rows({ table: 'Badge' });
  const timer = setInterval(() => feed.wake(), 20);
  onTestFinished(() => clearInterval(timer));
  await writer.query(`INSERT INTO "Badge" VALUES ('first')`);
  const { value: first } = await rows.next();
  for (const name of ['c', 'd'])
    await writer.query(
      `INSERT INTO "Badge" SELECT '${name}' || n FROM generate_series(1, 60000) AS n`,
    );
  await expect(drain(rows)).rejects.toThrow(ChangesLost);
  // Of a new reader, which first reads up to the last change: it passes on none of them.
  const missed = await (await open()).rows({ table: 'Badge' }, first?.position);
  const keys: string[] = [];
  while (keys.length < 120_000) keys.push((await missed.next()).value?.key ?? '');
  expect(new Set(keys).size).toBe(120_000);
  expect([keys[0], keys[59_999], keys[60_000], keys.at(-1)]).toEqual([
    'c1',
    'c60000',
    'd1',
    'd60000',
  ]);
  // Nothing is told twice.
  await writer.query(`INSERT INTO "Badge" VALUES ('last')`);
  expect((await missed.next()).value).toMatchObject({ key: 'last' });
});

async function drain(events: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of events);
}
