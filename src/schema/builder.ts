import { createBuilder, scopedOptions } from '../auth/builder.js';
import { hasLiveChanges } from '../engine/model/model.js';
import { addBothEnds } from '../engine/schema/add-both-ends.js';
import { model } from './generated/model.js';

/** The schema builder, to which the files of this folder add types and fields. */
export const builder = createBuilder({
  query: 'The queries.',
  mutation: 'The mutations. Each is one transaction.',
  subscription: hasLiveChanges(model)
    ? 'The subscriptions. Each tells changes that were committed, by any writer.'
    : undefined,
});

/** The types of the tables in `prisma/schema.prisma`, with their generated API. */
export const types = addBothEnds(builder, model, scopedOptions);
