import cuid from '@bugsnag/cuid';
import { createId } from '@paralleldrive/cuid2';
import { sql } from 'kysely';
import { nanoid } from 'nanoid';
import { ulid } from 'ulid';
import { v4, v7 } from 'uuid';
import type { ColumnDefault, ColumnModel } from '../model/column.js';
import type { Sql } from './kind.js';

/** The value of a column of a new row, for a default that the engine generates, as Prisma's client would. */
export function generated(column: ColumnModel, made: Exclude<ColumnDefault, 'database'>): unknown {
  switch (made.generator) {
    case 'now':
      return now(column);
    case 'cuid':
      return made.version === 2 ? createId() : cuid();
    case 'uuid':
      return made.version === 7 ? v7() : v4();
    case 'nanoid':
      return nanoid(made.length);
    case 'ulid':
      return ulid();
  }
}

/** SQL: the current time of the database, because the clocks of several servers differ. */
export function now({ type }: ColumnModel): Sql {
  return type.startsWith('timestamptz') ? sql`now()` : sql`(now() AT TIME ZONE 'UTC')`;
}
