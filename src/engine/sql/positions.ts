import type { PageShape, PageValues } from './page-shape.js';
import type { PositionValues } from './ranges.js';
import { parameter } from './statement.js';

/** SQL: the two positions of a window, if it has them. */
export function positionsOf(
  shape: PageShape,
): Record<'after' | 'before', PositionValues | undefined> {
  const position = (name: 'after' | 'before') =>
    shape[name]?.map((isNull, index) =>
      isNull ? null : parameter<PageValues>((values) => values[name]?.[index]),
    );
  return { after: position('after'), before: position('before') };
}
