import pluralize from 'pluralize';
import type { SourceModel } from './source.js';

/** The singular of a model in names of fields: `article`. */
export function oneOf({ name }: SourceModel): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/** The plural of a model in names of fields: `articles`. */
export function manyOf(model: SourceModel): string {
  return model.notes.many ?? pluralize(oneOf(model));
}
