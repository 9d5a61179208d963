import { typeNames } from '../engine/naming.js';
import type { TakenNames } from './taken-names.js';

export const renameModel = 'rename one of them (`@@map` keeps the name in the database)';
export const renameField =
  'rename it (`@map` keeps the name in the database) or leave it out with `/// @omit`';
export const renameEnd = 'rename it, or name one of what it lists with `/// @singular …`';

/** Claims the names of a mutation: its own, and those of its input and payload. */
export function claimMutation(
  names: TakenNames,
  mutation: string,
  place: string,
  remedy: string,
): void {
  names.claim('Mutation', mutation, place, remedy);
  names.claim('the schema', typeNames.input(mutation), place, remedy);
  names.claim('the schema', typeNames.payload(mutation), place, remedy);
}
