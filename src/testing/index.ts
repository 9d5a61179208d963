/**
 * Tests for an API that Both Ends makes, whatever its Prisma schema is: random operations and what must hold for all of them.
 * Works with every test runner, and needs `fast-check`.
 */
export type { Operation, Result, ResultError, TestedApi } from './api.js';
export { checkBothEnds } from './both-ends.js';
export { checkLaws } from './laws.js';
export type { OperationCounts, OperationOptions } from './operations.js';
export { checkOperations } from './operations.js';
export { checkPages } from './pages.js';
export type { RandomOperation } from './random-operation.js';
export { randomOperations } from './random-operation.js';
export type { ShownEdge, ShownList, ShownRow, ShownRows } from './rows.js';
export { readRows } from './rows.js';
export type { RunOptions } from './run-options.js';
export type { Samples } from './samples.js';
export { readSamples } from './samples.js';
