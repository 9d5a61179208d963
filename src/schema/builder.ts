import { addModel } from '../engine/schema/add-model.js';
import { createBuilder } from '../engine/schema/builder.js';
import { model } from './generated/model.js';

/** What the files of this folder add to. */
export const builder = createBuilder({
  query: 'What can be read.',
  mutation:
    'What can be changed. Each mutation is one transaction: it happens whole or not at all.',
});

/** The types of the tables in `prisma/schema.prisma`, from which the whole API of articles and publications is made. */
export const types = addModel(builder, model);
