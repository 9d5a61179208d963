import { expect, test } from 'vitest';
import { startTestServer } from '../../support/server.js';

test('a long list of values is looked up once, and not for each owner', async () => {
  const server = await startTestServer('press');
  try {
    const statement = async (length: number) => {
      server.statements.length = 0;
      const list = Array.from({ length }, (_, index) => `headline ${index}`);
      const { errors } = await server.send(
        'query($list: [String!]) { publications(where: { articles: { some: { headline: { in: $list } } } }) { nodes { id } } }',
        { list },
      );
      expect(errors).toBeUndefined();
      return server.statements.join('\n');
    };
    // With few values PostgreSQL begins with the articles; with many, a hash table of the articles that match is kept.
    expect(await statement(100)).not.toContain('IS TRUE');
    expect(await statement(101)).toMatch(/IN \(SELECT .* = ANY\(\$\d+::text\[\]\)\)\) IS TRUE/s);
  } finally {
    await server.close();
  }
});
