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

/** Claims the names of a subscription: its own, and that of its payload. */
export function claimSubscription(
  names: TakenNames,
  subscription: string,
  payload: string,
  place: string,
  remedy: string,
): void {
  names.claim('Subscription', subscription, place, remedy);
  // Subscriptions to one row and to all rows have one payload.
  if (subscription === payload)
    names.claim('the schema', typeNames.payload(payload), place, remedy);
}
