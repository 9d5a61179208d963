import { countCases } from './counts.js';
import { inputCases } from './inputs.js';
import { manyRowsCases } from './many-rows.js';
import { mutationCases } from './mutations.js';
import type { OperationCase } from './operation-case.js';
import { operatorCases } from './operators.js';
import { orderedListCases } from './ordered-lists.js';
import { pageCases } from './pages.js';
import { nestedCases, quantifierCases } from './quantifiers.js';
import { listCases } from './value-lists.js';

/** All cases, by group. */
export const operationCases: readonly OperationCase[] = [
  ...pageCases,
  ...inputCases,
  ...mutationCases,
  ...manyRowsCases,
  ...orderedListCases,
  ...quantifierCases,
  ...nestedCases,
  ...countCases,
  ...listCases,
  ...operatorCases,
];
