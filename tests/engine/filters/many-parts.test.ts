import { expect, test } from 'vitest';
import { maximumCost } from '../../../src/engine/cost/cost.js';
import { startTestServer } from '../../support/server.js';

test('a filter of more parts than a statement can have parameters is refused before SQL is written', async () => {
  const server = await startTestServer('press', { operationLimits: { cost: maximumCost } });
  try {
    const ask = (count: number) => {
      server.statements.length = 0;
      return server.send('query($w: ArticleFilter) { articles(where: $w) { totalCount } }', {
        w: { OR: Array.from({ length: count }, () => ({ id: { in: [] } })) },
      });
    };
    // Each object of the list is a part, and its operator another.
    expect((await ask(9_000)).errors).toBeUndefined();
    const { errors } = await ask(10_001);
    expect(errors?.map(({ message, extensions }) => [message, extensions?.code])).toEqual([
      ['A filter has more than 20000 parts, which are allowed', 'COST_LIMIT_EXCEEDED'],
    ]);
    expect(server.statements).toEqual([]);
  } finally {
    await server.close();
  }
});
