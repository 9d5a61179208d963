import { graphiqlTabs } from './graphiql-tabs.js';
import type { Sample } from './sample.js';
import { addSampleData } from './sample-data.js';

/** The sample; undefined once `npm run adopt` has replaced it by a schema of your own. */
export const sample: Sample | undefined = { graphiqlTabs, addData: addSampleData };
