import { failureOf } from '../../postgres/failure.js';
import { retrying } from '../../postgres/transaction.js';
import type { Row } from '../sql/row-source.js';
import type { NodeType } from './node-type.js';

/** The part of a Prisma model's client that mutations use. */
export interface EntityModel {
  create(query: { data: Record<string, unknown>; include?: Record<string, boolean> }): Promise<Row>;
  update(query: { where: { id: number }; data: Record<string, unknown> }): Promise<Row>;
  delete(query: { where: { id: number } }): Promise<Row>;
}

/** The client of the model of `node`, which Prisma calls as GraphQL calls one of its rows. Throws where there is none. */
export function modelOf(prisma: object, { name, one }: NodeType): EntityModel {
  if (!(one in prisma)) throw new Error(`schema.prisma has no model ${name}`);
  // Prisma generates a type for each model, which code that knows no model cannot name. These three methods they all have.
  return (prisma as Record<string, EntityModel>)[one] as EntityModel;
}

/**
 * Runs one write through Prisma, which is one transaction, and again where it lost a race. Where a row that it names is
 * missing, `onMissing` is to say which, by throwing.
 */
export async function writeEntity(
  write: () => Promise<Row>,
  onMissing: () => Promise<void> | void,
): Promise<Row> {
  try {
    return await retrying(write);
  } catch (error) {
    if (failureOf(error) === 'missing row') await onMissing();
    throw error;
  }
}
