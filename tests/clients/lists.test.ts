import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { apolloList } from './apollo-list.js';
import { mutationOf } from './operations.js';
import { relayList } from './relay-list.js';
import { Story } from './story.js';
import { urqlList } from './urql-list.js';

const clients = {
  'Apollo Client': apolloList,
  urql: urqlList,
  Relay: relayList,
};

let story: Story;
beforeEach(async () => {
  story = await Story.start();
});
afterEach(() => story.close());

/** Sends a mutation without the client, as another user would. */
async function send(mutation: string, input: object): Promise<void> {
  await story.server.run(mutationOf(mutation), { input });
}

describe.each(Object.entries(clients))('%s', (_, open) => {
  test('shows a list page by page, without duplicates', async () => {
    const list = await open(story.server.url, story.publicationId, send);
    for (const rows of [20, 40, 60, 80, 100, 120, 130]) {
      expect(list.shown()).toEqual(await story.expected(rows));
      await list.more();
    }
    expect(list.shown()).toEqual(await story.expected(130));
    list.close();
  });

  test.each([3, 7])(
    'shows the current list after each change, with %d pages shown',
    async (pages) => {
      const list = await open(story.server.url, story.publicationId, send);
      for (let page = 1; page < pages; page++) await list.more();
      for (const [what, { mutation, input }] of Object.entries(story.changes())) {
        const before = list.shown().headlines.length;
        await list.change(mutation, input);
        // Caches that know both ends show new rows among the others, and none in place of removed ones: three at most.
        const rows = list.shown().headlines.length;
        expect(Math.abs(rows - before), what).toBeLessThanOrEqual(3);
        const expected = await story.expected(rows);
        expect(list.shown(), what).toEqual(expected);
        // The list must not shrink while it is reloaded, which would lose the scroll position. Except that three rows are
        // removed at once, and that a long list is reloaded with 100 rows first.
        const kept = Math.min(expected.headlines.length, 100) - 3;
        expect(list.fewest(), what).toBeGreaterThanOrEqual(kept);
      }
      const rows = list.shown().headlines.length;
      await list.more();
      expect(list.shown()).toEqual(await story.expected(rows + 20));
      list.close();
    },
  );
});
