import { badUserInput, wrongType } from '../errors.js';
import type { Key } from '../kinds/kind.js';
import { kindOf } from '../kinds/kinds.js';
import type { Table } from './tables.js';

/** The maximum number of IDs in a list, including duplicates. */
export const maximumIds = 10_000;

/** A row of any type. */
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

/** The global IDs of one schema. */
export class GlobalIds {
  /** `tables` are the tables of the types. */
  constructor(readonly tables: ReadonlyMap<string, Table>) {}

  /** Decodes IDs of any type, to undefined if malformed. Throws BAD_USER_INPUT for more than 10,000. */
  find(ids: readonly string[], argument: string): (GlobalId | undefined)[] {
    checkLength(ids, argument);
    return ids.map((id) => this.#known(id));
  }

  /** Decodes IDs of any type. Throws BAD_USER_INPUT with the malformed ones, and for more than 10,000. */
  decode(ids: readonly string[], argument: string): GlobalId[] {
    const decoded = this.find(ids, argument);
    const malformed = ids.filter((_, index) => decoded[index] === undefined);
    if (malformed.length > 0) {
      throw badUserInput(`${argument} contains an invalid ID`, {
        argument,
        ids: malformed,
      });
    }
    return decoded.filter((id) => id !== undefined);
  }

  /** Decodes IDs of one type to keys. Throws as `decode` does, and WRONG_TYPE with the IDs of another type. */
  keys(type: string, ids: readonly string[], argument: string): Key[] {
    const decoded = this.decode(ids, argument);
    const others = decoded.filter((id) => id.type !== type);
    const [first] = others;
    if (first) {
      const wrong = others.map((id) => encodeGlobalId(id.type, id.key));
      throw wrongType(type, first.type, { argument, ids: wrong });
    }
    return decoded.map((id) => id.key);
  }

  /** Decodes one ID of one type to its key. Throws as `keys` does. */
  key(type: string, id: string, argument: string): Key {
    const [key] = this.keys(type, [id], argument);
    // Each ID has one key.
    return key as Key;
  }

  /** Undefined unless `id` is the result of `encodeGlobalId` for a valid key of its type. */
  #known(id: string): GlobalId | undefined {
    const [, type = '', text = ''] =
      /^(\w+):(.*)$/s.exec(Buffer.from(id, 'base64').toString()) ?? [];
    const table = this.tables.get(type);
    const key = table && kindOf(table.key).key?.parse(text, table.key);
    return key !== undefined && encodeGlobalId(type, key) === id ? { type, key } : undefined;
  }
}
