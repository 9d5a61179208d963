/**
 * Both Ends as a library: `addBothEnds` adds the API of a model to a Pothos builder. The model is generated from a Prisma
 * schema by `generator bothends { provider = "bothends" }`. Databases are in `bothends/pg` and `bothends/prisma`, plugins for
 * GraphQL Yoga in `bothends/yoga`.
 */
export type { EngineContext } from './context.js';
export type { Cost, FieldCost, SentArguments } from './cost/cost.js';
export { costOfRows, rowCost, withCost } from './cost/cost.js';
export { CostBudget } from './cost/cost-budget.js';
export type { Database, Executor, Statement } from './database.js';
export type { InputLocation } from './errors.js';
export {
  badUserInput,
  costLimitExceeded,
  forbidden,
  notFound,
  resyncRequired,
  serviceUnavailable,
  unauthenticated,
  wrongType,
} from './errors.js';
export type { Key } from './kinds/kind.js';
export type {
  ChangeFeed,
  Events,
  LinkEvent,
  LinkTopic,
  RowEvent,
  RowTopic,
} from './live/change-feed.js';
export { ChangesLost, FeedClosed } from './live/change-feed.js';
export type { Position } from './live/position.js';
export type { ColumnModel } from './model/column.js';
export type { EnumModel } from './model/enum.js';
export { encodeGlobalId } from './model/global-id.js';
export type { Link } from './model/link.js';
export type { Model } from './model/model.js';
export { hasLiveChanges } from './model/model.js';
export type { ManyToManyModel, RelationModel, ToOneModel } from './model/relation.js';
export type { TableModel } from './model/table.js';
export type { End, Table } from './model/tables.js';
export { RequestLoaders } from './paging/request-loaders.js';
export type { BothEndsTypes } from './schema/add-both-ends.js';
export { addBothEnds } from './schema/add-both-ends.js';
export type { BothEndsOptions, FieldOptions } from './schema/options.js';
export type { Row } from './sql/columns.js';
