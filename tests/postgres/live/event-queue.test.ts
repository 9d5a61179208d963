import { expect, test } from 'vitest';
import { ChangesLost } from '../../../src/engine/live/change-feed.js';
import { EventQueue } from '../../../src/postgres/live/event-queue.js';

function queueOf(limit: number) {
  let ends = 0;
  const queue = new EventQueue<string>(
    limit,
    (event) => event.length,
    () => {
      ends += 1;
    },
  );
  return { queue, ends: () => ends };
}

test('events come in order, those of the backlog first, before and after they are waited for', async () => {
  const { queue } = queueOf(10);
  const pages = [['a', 'b'], [], ['c']];
  queue.startWith(async () => pages.shift());
  queue.push('d');
  const read: unknown[] = [];
  for (let index = 0; index < 4; index++) read.push((await queue.next()).value);
  const waiting = queue.next();
  queue.push('e');
  read.push((await waiting).value);
  expect(read).toEqual(['a', 'b', 'c', 'd', 'e']);
});

test('a subscriber that does not read gets ChangesLost in place of the events, once', async () => {
  const { queue, ends } = queueOf(3);
  for (const event of ['a', 'b', 'c', 'd', 'e']) queue.push(event);
  expect(ends()).toBe(1);
  await expect(queue.next()).rejects.toThrow(ChangesLost);
  expect(await queue.next()).toEqual({ done: true, value: undefined });
});

test('what was read makes room', async () => {
  const { queue } = queueOf(2);
  for (const event of ['a', 'b', 'c', 'd']) {
    queue.push(event);
    expect((await queue.next()).value).toBe(event);
  }
});

test('`return` ends a `next` that waits', async () => {
  const { queue, ends } = queueOf(3);
  const waiting = queue.next();
  await queue.return();
  expect(await waiting).toEqual({ done: true, value: undefined });
  queue.push('a');
  expect(await queue.next()).toEqual({ done: true, value: undefined });
  expect(ends()).toBe(1);
});
