import { expect, test } from 'vitest';
import { createBuilder, scopedOptions } from '../../src/auth/builder.js';
import { addBothEnds } from '../../src/engine/schema/add-both-ends.js';
import { printModel } from '../../src/generator/print-model.js';
import { manyModels } from '../support/many-models.js';
import { readPrismaSchema } from '../support/prisma-schema.js';

/** Reads a schema, prints its model, and builds its API: the numbers of tables and types, and the CPU time in milliseconds. */
function build(models: number) {
  const text = manyModels(models);
  const began = process.cpuUsage();
  const { model } = readPrismaSchema(text);
  printModel(model, 'bothends');
  const builder = createBuilder();
  addBothEnds(builder, model, scopedOptions);
  const schema = builder.toSchema({ sortSchema: false });
  const { user, system } = process.cpuUsage(began);
  return {
    tables: model.tables.length,
    types: Object.keys(schema.getTypeMap()).length,
    time: (user + system) / 1000,
  };
}

test('the time for a schema grows with the number of its models, not faster', () => {
  // Compiles the code.
  build(20);
  const few = build(20);
  const many = build(80);
  expect([few.tables, many.tables]).toEqual([20, 80]);
  expect(many.types / few.types).toBeGreaterThan(3.5);
  // Four times as many; with a square law, sixteen times.
  expect(many.time / few.time).toBeLessThan(9);
});
