import { listCondition, listFilter, pairsOf } from '../filters/list-filter.js';
import type { End } from '../model/end.js';
import { fieldNames } from '../naming.js';
import type { Builder } from './builder.js';
import type { RelationField } from './node-type.js';

/** What a relation adds to the type at one of its ends: a filter across it, pairs, and links at creation. */
export function relationField(builder: Builder, end: End): RelationField {
  const { owner, target, singular, field } = end;
  return {
    filter: listFilter(builder, target),
    filterDescription: `What must be so of the ${field} of the ${owner.one}.`,
    condition: (value, alias, path, scope) => listCondition(end, value, alias, path, scope),
    pairs: (some, alias, path, scope) => pairsOf(end, some, alias, path, scope),
    linkField: {
      name: fieldNames.ids(singular),
      description: `The ${field} to link the new ${owner.one} to, at most 10,000: none unless given.`,
      end,
    },
  };
}
