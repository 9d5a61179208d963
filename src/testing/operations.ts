import { ok, strictEqual } from 'node:assert/strict';
import fc from 'fast-check';
import type { ResultError, TestedApi } from './api.js';
import { compareEnds } from './both-ends.js';
import { randomOperations } from './random-operation.js';
import { readRows } from './rows.js';
import { type RunOptions, runParameters } from './run-options.js';
import { readSamples } from './samples.js';

/** Options of `checkOperations`. */
export interface OperationOptions extends RunOptions {
  /** Whether an operation may fail like this; by default, all errors are permitted but those with the code INTERNAL_SERVER_ERROR. */
  readonly permits?: (error: ResultError) => boolean;
}

/** How many operations there were, and what became of them. */
export interface OperationCounts {
  readonly operations: number;
  /** Without errors. */
  readonly succeeded: number;
  /** With errors, and with data. */
  readonly failed: number;
  /** With errors, and without data. */
  readonly refused: number;
  /** Those that changed rows. */
  readonly changed: number;
}

const isNotInternal = ({ extensions }: ResultError) => extensions?.code !== 'INTERNAL_SERVER_ERROR';

/**
 * Sends random operations, valid and invalid, and checks that each error is permitted, that queries and mutations that fail
 * change nothing, and that after a change both ends of each relation are the same.
 */
export async function checkOperations(
  api: TestedApi,
  options: OperationOptions = {},
): Promise<OperationCounts> {
  const { permits = isNotInternal } = options;
  const dump = api.dump ?? (async () => JSON.stringify([...(await readRows(api))]));
  await api.seed();
  const samples = await readSamples(api, await readRows(api));
  const before = await dump();
  const counts = { operations: 0, succeeded: 0, failed: 0, refused: 0, changed: 0 };
  await fc.assert(
    fc.asyncProperty(randomOperations(api.schema, samples), async (operation) => {
      const { data, errors = [] } = await api.send(operation);
      const after = await dump();
      counts.operations += 1;
      if (errors.length === 0) counts.succeeded += 1;
      else if (data) counts.failed += 1;
      else counts.refused += 1;
      if (after !== before) {
        counts.changed += 1;
        const rows = await readRows(api);
        // Before anything is checked: fast-check tries other operations after a failure.
        await api.seed();
        strictEqual(await dump(), before, '`seed` does not restore the same rows');
        compareEnds(api, rows);
      }
      for (const error of errors)
        ok(permits(error), `error that is not permitted: ${JSON.stringify(error)}`);
      // An error inside of a payload occurs after the change.
      const failed = errors.some(({ path = [] }) => path.length <= 1);
      if (failed || !operation.query.startsWith('mutation'))
        strictEqual(after, before, 'an operation that failed, or a query, changed rows');
    }),
    runParameters(options),
  );
  return counts;
}
