import type { Database } from '../engine/database.js';

/** What a server starts with that has no data of its own yet. */
export interface Sample {
  /** The operations that GraphiQL opens with, each in a tab of its own. */
  readonly graphiqlTabs: readonly string[];
  /** Adds the sample data to a database that never had any. Returns whether it did. */
  addData(database: Database): Promise<boolean>;
}
