import pluralize from 'pluralize';
import type { SourceModel } from './source.js';

/** One row of a model, in names of fields. */
export function oneOf({ name }: SourceModel): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/** Several rows of a model, in names of fields. */
export function manyOf(model: SourceModel): string {
  return model.notes.many ?? pluralize(oneOf(model));
}
