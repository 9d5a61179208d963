import { addModel } from '../../../src/engine/schema/add-model.js';
import { createBuilder } from '../../../src/engine/schema/builder.js';
import { model } from './generated/model.js';

const builder = createBuilder();
addModel(builder, model);

/** Students and courses: neither a field of theirs nor its singular is called as the type is. */
export const schoolSchema = builder.toSchema();
