import type { CostBudget } from './cost/cost-budget.js';
import type { Database } from './database.js';
import type { RequestLoaders } from './paging/request-loaders.js';
import type { Viewer } from './viewer.js';

/** What a resolver finds in the context of its request. */
export interface RelayContext {
  readonly database: Database;
  readonly loaders: RequestLoaders;
  readonly viewer: Viewer;
  /** Pays for lists whose length is not known before; there is no limit without it. */
  readonly budget?: CostBudget | undefined;
}
