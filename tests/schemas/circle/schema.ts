import { createBuilder, scopedOptions } from '../../../src/auth/builder.js';
import { addBothEnds } from '../../../src/engine/schema/add-both-ends.js';
import { model } from './generated/model.js';

const builder = createBuilder();
addBothEnds(builder, model, scopedOptions);

/** Symmetric relations of models with themselves. */
export const circleSchema = builder.toSchema({ sortSchema: false });
