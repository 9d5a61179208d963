import { expect, test } from 'vitest';
import { readWindow } from '../../../src/engine/paging/window.js';
import { readOrder } from '../../../src/engine/sql/order.js';
import { countStatementOf, pageStatementOf } from '../../../src/engine/sql/statement-cache.js';
import { targetsOf } from '../../../src/engine/sql/targets.js';
import { articlesOfPublication } from '../../schemas/press/schema.js';

const order = readOrder(articlesOfPublication.target);
const source = targetsOf(articlesOfPublication, [], order);
const none: ReadonlySet<'hasNextPage'> = new Set();
const statement = (paging: object, parents: readonly number[] = [1], needs = none, list = source) =>
  pageStatementOf(list, order, readWindow(paging, order), needs, parents);

test('a page of the same shape reuses the cached statement', () => {
  expect(statement({ first: 3 }, [1])).toBe(statement({ first: 3 }, [2]));
  expect(statement({ first: 3 }, [1, 2])).toBe(statement({ first: 3 }, [3, 4, 5]));
  expect(countStatementOf(source, [1])).toBe(countStatementOf(source, [2]));
});

test('each shape of a page has another statement', () => {
  const statements = [
    statement({ first: 3 }),
    statement({ first: 4 }),
    statement({ last: 3 }),
    statement({ first: 3 }, [1, 2]),
    statement({ first: 3 }, [1], new Set(['hasNextPage'])),
    statement({ first: 3 }, [1], none, targetsOf(articlesOfPublication, [], order)),
  ];
  expect(new Set(statements).size).toBe(statements.length);
  expect(countStatementOf(source, [1])).not.toBe(countStatementOf(source, [1, 2]));
});

test('the cache stays usable after many shapes', () => {
  for (let first = 0; first <= 100; first++) statement({ first });
  for (let last = 0; last <= 100; last++) statement({ last });
  expect(statement({ first: 20 }, [1, 2])).toBe(statement({ first: 20 }, [1, 2]));
});

test('statements with a filter are not cached', () => {
  const filtered = { ...source, filtered: true };
  expect(statement({ first: 3 }, [1], none, filtered)).not.toBe(
    statement({ first: 3 }, [1], none, filtered),
  );
  expect(countStatementOf(filtered, [1])).not.toBe(countStatementOf(filtered, [1]));
});
