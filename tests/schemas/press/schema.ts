import { createBuilder, scopedOptions } from '../../../src/auth/builder.js';
import { addBothEnds } from '../../../src/engine/schema/add-both-ends.js';
import { model } from './generated/model.js';

const builder = createBuilder();
const types = addBothEnds(builder, model, scopedOptions);
types.requireInUpdate('Article', 'headline');
types.requireInUpdate('Publication', 'title');

const endOf = (table: string, field: string) => {
  const end = types.table(table).ends.get(field);
  if (!end) throw new Error(`${table} has no ${field}`);
  return end;
};

/** Both ends of the relation of articles and publications. */
export const publicationsOfArticle = endOf('Article', 'publications');
export const articlesOfPublication = endOf('Publication', 'articles');

/** Articles and publications as the product had them first. It stays as it is whatever becomes of the product. */
export const pressSchema = builder.toSchema({ sortSchema: false });
