import type { NodeType } from '../schema/node-type.js';

/** A relation as one of its two types sees it: its rows are owners, and each has many targets. */
export interface End {
  readonly owner: NodeType;
  readonly target: NodeType;
  /** The owner's field that lists its targets, in GraphQL and in Prisma: `publications`. */
  readonly field: string;
  /** One of its targets: `publication`. */
  readonly singular: string;
  /** The target's field that lists its owners, the other end's `field`. */
  readonly backField: string;
  /** The join table, and its columns for the two keys. */
  readonly table: string;
  readonly ownerColumn: string;
  readonly targetColumn: string;
}
