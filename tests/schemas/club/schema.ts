import { createBuilder, scopedOptions } from '../../../src/auth/builder.js';
import { addBothEnds } from '../../../src/engine/schema/add-both-ends.js';
import { model } from './generated/model.js';

const builder = createBuilder({ subscription: 'The subscriptions.' });
addBothEnds(builder, model, scopedOptions);

/** Members, groups and badges, whose changes are live. */
export const clubSchema = builder.toSchema({ sortSchema: false });
