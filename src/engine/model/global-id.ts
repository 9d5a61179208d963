import { badUserInput, wrongType } from '../errors.js';
import type { Key } from '../kinds/kind.js';
import { kindOf } from '../kinds/kinds.js';
import type { Table } from './tables.js';

/** The most IDs that one list may hold, counted as sent. */
export const maximumIds = 10_000;

/** A row, named across all types. */
export interface GlobalId {
  readonly type: string;
  readonly key: Key;
}

/** Makes a global ID: base64 of `Type:key`. */
export function encodeGlobalId(type: string, key: Key): string {
  return Buffer.from(`${type}:${key}`).toString('base64');
}

function checkLength(ids: readonly string[], argument: string): void {
  if (ids.length <= maximumIds) return;
  const message = `${argument} must have at most ${maximumIds} IDs, got ${ids.length}`;
  throw badUserInput(message, { argument });
}

/** What IDs may be in one schema. */
export class GlobalIds {
  /** `tables` are those whose rows have IDs, by type. */
  constructor(readonly tables: ReadonlyMap<string, Table>) {}

  /** Reads IDs of any known type: undefined for what no row can have as its ID. Throws BAD_USER_INPUT for more than 10,000. */
  find(ids: readonly string[], argument: string): (GlobalId | undefined)[] {
    checkLength(ids, argument);
    return ids.map((id) => this.#known(id));
  }

  /** Reads IDs of any known type. Throws BAD_USER_INPUT, which names the malformed ones, and for more than 10,000. */
  decode(ids: readonly string[], argument: string): GlobalId[] {
    const decoded = this.find(ids, argument);
    const malformed = ids.filter((_, index) => decoded[index] === undefined);
    if (malformed.length > 0) {
      throw badUserInput(`${argument} holds what is not an ID of this server`, {
        argument,
        ids: malformed,
      });
    }
    return decoded.filter((id) => id !== undefined);
  }

  /** Reads the keys of IDs of one type. Throws as `decode` does, and WRONG_TYPE, which names those of another type. */
  keys(type: string, ids: readonly string[], argument: string): Key[] {
    const decoded = this.decode(ids, argument);
    const strangers = decoded.filter((id) => id.type !== type);
    const [first] = strangers;
    if (first) {
      const wrong = strangers.map((id) => encodeGlobalId(id.type, id.key));
      throw wrongType(type, first.type, { argument, ids: wrong });
    }
    return decoded.map((id) => id.key);
  }

  /** Reads the key of one ID of one type. Throws as `keys` does. */
  key(type: string, id: string, argument: string): Key {
    const [key] = this.keys(type, [id], argument);
    // One in, one out.
    return key as Key;
  }

  /** Undefined unless `id` is exactly what `encodeGlobalId` makes of a key that rows of its type can have. */
  #known(id: string): GlobalId | undefined {
    const [, type = '', text = ''] =
      /^(\w+):(.*)$/s.exec(Buffer.from(id, 'base64').toString()) ?? [];
    const table = this.tables.get(type);
    const key = table && kindOf(table.key).key?.parse(text, table.key);
    return key !== undefined && encodeGlobalId(type, key) === id ? { type, key } : undefined;
  }
}
