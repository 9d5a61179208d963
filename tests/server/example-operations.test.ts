import { parse, validate } from 'graphql';
import { describe, expect, test } from 'vitest';
import { exampleOperations } from '../../src/server/example-operations.js';
import { pressSchema } from '../schemas/press/schema.js';
import { schoolSchema } from '../schemas/school/schema.js';

describe.each([
  ['press', pressSchema, ['Articles', 'Publications']],
  ['school', schoolSchema, ['Courses', 'Students']],
] as const)('the example operations of the schema %s', (_, schema, names) => {
  const operations = exampleOperations(schema);

  test('query both ends of its first relation', () => {
    expect(operations.map(({ name }) => name).sort()).toEqual(names);
  });

  test('are valid', () => {
    for (const { text } of operations) expect(validate(schema, parse(text)), text).toEqual([]);
  });
});
