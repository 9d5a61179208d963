import { createBuilder, scopedOptions } from '../../../src/auth/builder.js';
import { addBothEnds } from '../../../src/engine/schema/add-both-ends.js';
import { model } from './generated/model.js';

const builder = createBuilder();
addBothEnds(builder, model, scopedOptions);

/** Students and courses: neither a field of theirs nor its singular is called as the type is. */
export const schoolSchema = builder.toSchema({ sortSchema: false });
