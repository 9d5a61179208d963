/** The median. Throws if there are no values. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [
    sorted[Math.floor((sorted.length - 1) / 2)],
    sorted[Math.ceil((sorted.length - 1) / 2)],
  ];
  if (low === undefined || high === undefined) throw new Error('no values for a median');
  return (low + high) / 2;
}

/** A point in a diagram. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The slope of a line through the points, by least squares; 0 for fewer than two points. */
export function slope(points: readonly Point[]): number {
  const mean = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [mean(points.map((point) => point.x)), mean(points.map((point) => point.y))];
  const spread = points.reduce((sum, point) => sum + (point.x - x) ** 2, 0);
  return spread === 0 || points.length === 0
    ? 0
    : points.reduce((sum, point) => sum + (point.x - x) * (point.y - y), 0) / spread;
}

/**
 * The order of the items in a round. Each round starts with another item, and every other round is reversed, so that no item
 * always follows the same one.
 */
export function turns<Item>(items: readonly Item[], round: number): Item[] {
  const start = items.length === 0 ? 0 : round % items.length;
  const order = [...items.slice(start), ...items.slice(0, start)];
  return round % 2 === 0 ? order : order.reverse();
}
