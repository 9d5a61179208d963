import type { End } from '../model/end.js';
import { createTarget } from './create-target.js';
import { linkMutations } from './link-mutations.js';
import type { NodeType } from './node-type.js';
import { connectionField } from './relation-connection.js';
import { relationField } from './relation-field.js';
import type { Relay } from './relay.js';

/** One end of a relation, as its declaration gives it. */
export interface EndDeclaration<Column> {
  /** The type that has the field. */
  readonly node: NodeType;
  /** The field, which lists rows of the other end: `publications`. Prisma's model has it too. */
  readonly field: string;
  /** One of what the field lists: `publication`. */
  readonly singular: string;
  /** The column of the join table that holds this type's key: Prisma calls the alphabetically first model's `A`. */
  readonly column: Column;
  /** For the schema. */
  readonly description: string;
}

/** A many-to-many relation. */
export interface ManyToManyDeclaration<Tables, Table extends keyof Tables & string> {
  /** Prisma's implicit join table: `_ArticleToPublication`. */
  readonly table: Table;
  readonly ends: readonly [
    EndDeclaration<keyof Tables[Table] & string>,
    EndDeclaration<keyof Tables[Table] & string>,
  ];
}

/**
 * Declares a many-to-many relation. Both ends come from it, each with a connection field, filters, links at creation and
 * the five mutations `add`, `remove`, `set`, `clear` and `create`. Returns the ends, in the order of their declaration.
 * Throws where both name the same column.
 */
export function declareManyToMany<Tables, Table extends keyof Tables & string>(
  { builder }: Relay<Tables>,
  { table, ends: [a, b] }: ManyToManyDeclaration<Tables, Table>,
): readonly [End, End] {
  type Declared = EndDeclaration<keyof Tables[Table] & string>;
  if (a.column === b.column) throw new Error(`both ends of ${table} name the column ${a.column}`);
  const endOf = (near: Declared, far: Declared): End => ({
    owner: near.node,
    target: far.node,
    field: near.field,
    singular: near.singular,
    backField: far.field,
    table,
    ownerColumn: near.column,
    targetColumn: far.column,
  });
  const declareEnd = (end: End, back: End, description: string): void => {
    end.owner.relations.set(end.field, relationField(builder, end));
    connectionField(builder, end, description);
    linkMutations(builder, end);
    createTarget(builder, end, back);
  };
  const [endOfA, endOfB] = [endOf(a, b), endOf(b, a)];
  declareEnd(endOfA, endOfB, a.description);
  declareEnd(endOfB, endOfA, b.description);
  return [endOfA, endOfB];
}
