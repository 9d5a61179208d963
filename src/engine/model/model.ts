import type { EnumModel } from './enum.js';
import type { RelationModel } from './relation.js';
import type { TableModel } from './table.js';

/** The model from which the API is made: plain data, written by the Prisma generator. */
export interface Model {
  readonly enums: readonly EnumModel[];
  readonly tables: readonly TableModel[];
  readonly relations: readonly RelationModel[];
}
