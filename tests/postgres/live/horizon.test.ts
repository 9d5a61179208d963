import { describe, expect, test } from 'vitest';
import { Horizon } from '../../../src/postgres/live/horizon.js';

describe('a horizon', () => {
  test('is known once every transaction before its mark has ended', () => {
    const horizon = new Horizon();
    expect(horizon.isNew(0n)).toBe(true);
    horizon.mark(7n, 100n);
    horizon.ended(99n);
    expect(horizon.final).toBeUndefined();
    expect(horizon.isWaiting).toBe(true);
    horizon.ended(100n);
    expect(horizon.final).toBe(7n);
    expect(horizon.isWaiting).toBe(false);
    expect(horizon.isNew(7n)).toBe(false);
    expect(horizon.isNew(8n)).toBe(true);
  });

  test('moves with each of several marks', () => {
    const horizon = new Horizon();
    horizon.mark(1n, 10n);
    horizon.mark(2n, 20n);
    horizon.mark(3n, 30n);
    horizon.ended(20n);
    expect(horizon.final).toBe(2n);
    horizon.ended(31n);
    expect(horizon.final).toBe(3n);
  });

  test('keeps a bounded number of marks, among them the first and the last', () => {
    const horizon = new Horizon();
    for (let n = 1n; n <= 10_000n; n++) horizon.mark(n, n);
    horizon.ended(1n);
    expect(horizon.final).toBe(1n);
    horizon.ended(10_000n);
    expect(horizon.final).toBe(10_000n);
  });
});
