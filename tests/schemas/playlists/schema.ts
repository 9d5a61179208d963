import { createBuilder, scopedOptions } from '../../../src/auth/builder.js';
import { addBothEnds } from '../../../src/engine/schema/add-both-ends.js';
import { model } from './generated/model.js';

const builder = createBuilder({ query: 'What can be read.', mutation: 'What can be changed.' });
addBothEnds(builder, model, scopedOptions);

/** Lists with an order of their own. */
export const playlistsSchema = builder.toSchema({ sortSchema: false });
