import type { ColumnModel, KindName } from '../model/column.js';
import { int } from './int.js';
import type { Kind } from './kind.js';
import { text } from './text.js';

/** Every kind by its name in the model. */
const kinds: Partial<Record<KindName, Kind>> = { text, int };

/** The kind of a column. Throws for a column of a kind that the engine does not have. */
export function kindOf({ name, kind, list }: ColumnModel): Kind {
  const found = list ? undefined : kinds[kind];
  if (!found)
    throw new Error(`${name} is a ${list ? 'list of ' : ''}${kind}, which is not supported`);
  return found;
}
