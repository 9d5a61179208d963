import { expect, test } from 'vitest';
import { maximumCost } from '../../../src/engine/cost/cost.js';
import { startTestServer } from '../../support/server.js';

test('a filter with too many conditions for one statement is refused without a statement', async () => {
  const server = await startTestServer('press', { operationLimits: { cost: maximumCost } });
  try {
    const ask = (count: number) => {
      server.statements.length = 0;
      return server.send('query($w: ArticleFilter) { articles(where: $w) { totalCount } }', {
        w: { OR: Array.from({ length: count }, () => ({ id: { in: [] } })) },
      });
    };
    // Each object of the list counts as one condition, and its operator as another.
    expect((await ask(9_000)).errors).toBeUndefined();
    const { errors } = await ask(10_001);
    expect(errors?.map(({ message, extensions }) => [message, extensions?.code])).toEqual([
      ['A filter has more than 20000 conditions, the limit', 'COST_LIMIT_EXCEEDED'],
    ]);
    expect(server.statements).toEqual([]);
  } finally {
    await server.close();
  }
});
