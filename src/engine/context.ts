import type { CostBudget } from './cost/cost-budget.js';
import type { Database } from './database.js';
import type { RequestLoaders } from './paging/request-loaders.js';

/** What the engine needs of a request. */
export interface EngineContext {
  readonly database: Database;
  /** Of this request alone. */
  readonly loaders: RequestLoaders;
  /** Pays for lists whose length is not known before; there is no limit without it. */
  readonly budget?: CostBudget | undefined;
}
