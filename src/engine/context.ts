import type { CostBudget } from './cost/cost-budget.js';
import type { Database } from './database.js';
import type { RequestLoaders } from './paging/request-loaders.js';

/** The context of the engine for one request. */
export interface EngineContext {
  readonly database: Database;
  /** The loaders of this request. */
  readonly loaders: RequestLoaders;
  /** The budget for lists whose length is not known before the execution; without it, there is no limit. */
  readonly budget?: CostBudget | undefined;
}
