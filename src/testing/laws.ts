import type { TestedApi } from './api.js';
import { checkBothEnds } from './both-ends.js';
import { checkOperations, type OperationCounts, type OperationOptions } from './operations.js';
import { checkPages } from './pages.js';

/** Checks all laws, on the rows of `seed`: those of `checkBothEnds`, `checkPages` and `checkOperations`. */
export async function checkLaws(
  api: TestedApi,
  options: OperationOptions = {},
): Promise<OperationCounts> {
  await api.seed();
  await checkBothEnds(api);
  await checkPages(api, options);
  return checkOperations(api, options);
}
