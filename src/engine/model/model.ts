import type { EnumModel } from './enum.js';
import type { RelationModel } from './relation.js';
import type { TableModel } from './table.js';

/** The model from which the API is made: plain data, written by the Prisma generator. */
export interface Model {
  readonly enums: readonly EnumModel[];
  readonly tables: readonly TableModel[];
  readonly relations: readonly RelationModel[];
}

/** Whether the API of a model has subscriptions. */
export function hasLiveChanges({ tables, relations }: Model): boolean {
  return [...tables, ...relations].some((each) => 'live' in each && each.live);
}
