import type { InputRef } from '@pothos/core';
import type { RawBuilder } from 'kysely';
import type { Filter, FilterScope } from '../filters/filter-scope.js';
import type { TextField } from '../kinds/text.js';
import type { End } from '../model/end.js';
import type { GlobalIds } from '../model/global-id.js';
import type { Connection } from '../paging/connection.js';
import type { Edge } from '../paging/page.js';
import type { Condition } from '../sql/conditions.js';
import type { Row } from '../sql/row-source.js';
import type { ObjectType } from './builder.js';
import type { OrderInput } from './order-input.js';

/** An entity: a GraphQL type that implements `Node`, its table, and everything the schema has for it. */
export interface NodeType {
  /** `Article`: the GraphQL type, the Prisma model and the table. */
  readonly name: string;
  /** `article`: a field or a sentence that has one. */
  readonly one: string;
  /** `articles`: a field or a sentence that has many. */
  readonly many: string;
  readonly fields: Readonly<Record<string, TextField>>;
  /** The field whose order connections have unless they are asked for another. */
  readonly defaultOrder: string;
  readonly ids: GlobalIds;
  /** By field name, what relations have added to the type: complete once every declaration has run. */
  readonly relations: Map<string, RelationField>;
  readonly refs: NodeRefs;
}

/** The GraphQL types of an entity. */
export interface NodeRefs {
  readonly object: ObjectType<Row>;
  readonly edge: ObjectType<Edge>;
  readonly connection: ObjectType<Connection>;
  readonly filter: InputRef<Filter>;
  readonly order: InputRef<OrderInput>;
}

/** What a relation adds to a type that is one of its ends. */
export interface RelationField {
  /** The input type of the list filter, and what the schema says of it. */
  readonly filter: InputRef<Filter>;
  readonly filterDescription: string;
  /** SQL: what the list filter `value` says of the row under `alias`. `path` is where the value stands. */
  condition(value: Filter, alias: string, path: string, scope: FilterScope): Condition;
  /** SQL that makes a pair of the row under `alias` and each related row that `some` lets through. */
  pairs(some: Filter, alias: string, path: string, scope: FilterScope): Pairs;
  /** The input field by which a new row names the rows it is linked to at once. */
  readonly linkField: LinkField;
}

/** Rows joined to their related rows. */
export interface Pairs {
  /** What follows the row's own table in FROM. */
  readonly join: RawBuilder<unknown>;
  readonly where: Condition;
  /** The related row's key. */
  readonly key: RawBuilder<unknown>;
}

/** The IDs of related rows in the input that creates a row. */
export interface LinkField {
  /** `publicationIds` */
  readonly name: string;
  readonly description: string;
  /** The relation, whose targets the IDs name. */
  readonly end: End;
}
