import { expect, test } from 'vitest';
import { filterCost } from '../../../src/engine/cost/filter-cost.js';

/** What one comparison costs, with its object. */
const compared = filterCost({ equals: 1 });
const some = filterCost({ some: {} });
const link = { role: { equals: 'TEACHER' } };
const ofLink = filterCost(link);

test('`link` alone costs what it compares and `some: {}`', () => {
  expect(filterCost({ courses: { link } })).toBe(1 + some - 1 + ofLink);
  expect(filterCost({ OR: [{ courses: { link } }] })).toBe(1 + 1 + some - 1 + ofLink);
});

test('`link` is compared once for each quantifier beside it', () => {
  expect(filterCost({ courses: { link, some: {} } })).toBe(1 + some + ofLink);
  expect(filterCost({ courses: { link, some: {}, none: {} } })).toBe(
    1 + filterCost({ some: {}, none: {} }) + 2 * ofLink,
  );
});

test('`count` of a list costs more than its comparisons, and a column of that name does not', () => {
  const count = filterCost({ courses: { count: {} } });
  expect(count).toBeGreaterThan(some);
  expect(filterCost({ courses: { count: { gte: 1 } } })).toBe(count + compared - 1);
  expect(filterCost({ courses: { link, count: {} } })).toBe(count + ofLink);
  expect(filterCost({ count: { gte: 1 } })).toBe(1 + compared);
  expect(filterCost({ courses: { some: { count: { gte: 1 } } } })).toBe(1 + some + compared);
});

test('`link` beside the fields of rows compares, and looks for no related row', () => {
  expect(filterCost({ link })).toBe(1 + ofLink);
  expect(filterCost({ NOT: { link, title: { equals: 1 } } })).toBe(1 + 1 + ofLink + compared);
  // A column of that name, of a table or of links.
  expect(filterCost({ courses: { some: { link: { equals: 1 } } } })).toBe(1 + some + compared);
  expect(filterCost({ link: { link: { equals: 1 } } })).toBe(1 + 1 + compared);
});
