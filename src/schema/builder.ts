import { createBuilder, scopedOptions } from '../auth/builder.js';
import { addBothEnds } from '../engine/schema/add-both-ends.js';
import { model } from './generated/model.js';

/** What the files of this folder add to. */
export const builder = createBuilder({
  query: 'The queries.',
  mutation: 'The mutations. Each is one transaction.',
});

/** The types of the tables in `prisma/schema.prisma`, from which their whole API is made. */
export const types = addBothEnds(builder, model, scopedOptions);
