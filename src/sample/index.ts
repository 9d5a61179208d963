import { graphiqlTabs } from './graphiql-tabs.js';
import type { Sample } from './sample.js';
import { addSampleData } from './sample-data.js';

/** The sample; undefined after `npm run adopt` has replaced it by another schema. */
export const sample: Sample | undefined = { graphiqlTabs, addData: addSampleData };
