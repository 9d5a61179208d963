import type { ColumnModel } from '../model/column.js';
import { bigint } from './bigint.js';
import { boolean } from './boolean.js';
import { bytes } from './bytes.js';
import { date } from './date.js';
import { datetime } from './datetime.js';
import { decimal } from './decimal.js';
import { enumKind } from './enum.js';
import { float } from './float.js';
import { int } from './int.js';
import { json } from './json.js';
import type { Kind } from './kind.js';
import type { KindName } from './kind-name.js';
import { listOf } from './list.js';
import { smallint } from './smallint.js';
import { text } from './text.js';
import { uuid } from './uuid.js';

/** Every kind. */
export const kinds: Readonly<Record<KindName, Kind>> = {
  text,
  uuid,
  int,
  smallint,
  float,
  bigint,
  decimal,
  boolean,
  datetime,
  date,
  enum: enumKind,
  json,
  bytes,
};

const lists = new Map(Object.entries(kinds).map(([name, kind]) => [name, listOf(kind)]));

/** The kind of a column. For a list, it wraps that of the elements. */
export function kindOf({ kind, list }: ColumnModel): Kind {
  return (list && lists.get(kind)) || kinds[kind];
}
