import type { Database } from '../engine/database.js';

/** The sample data and operations of a server on a new database. */
export interface Sample {
  /** The operations of GraphiQL's initial tabs. */
  readonly graphiqlTabs: readonly string[];
  /** Adds the sample data unless the database has or had rows. Returns whether it was added. */
  addData(database: Database): Promise<boolean>;
}
