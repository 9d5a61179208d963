import { createBuilder, scopedOptions } from '../../../src/auth/builder.js';
import { addBothEnds } from '../../../src/engine/schema/add-both-ends.js';
import { model } from './generated/model.js';

const builder = createBuilder();
addBothEnds(builder, model, scopedOptions);

/** People of a firm: foreign keys of every sort. */
export const staffSchema = builder.toSchema({ sortSchema: false });
