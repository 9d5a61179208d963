import type { UniqueModel } from '../engine/model/table.js';
import { constraintName } from './constraint-names.js';
import type { SourceModel } from './source.js';

/** Reads the unique constraints of a model; `names` are its columns' names in the API. */
export function readUniques(model: SourceModel, names: ReadonlyMap<string, string>): UniqueModel[] {
  return model.indexes
    .filter(({ type }) => type === 'unique')
    .map((index) => ({
      constraint: constraintName(
        index,
        model.table,
        index.fields.map(({ name }) => model.fields.find((f) => f.name === name)?.column ?? name),
      ),
      fields: index.fields.map(({ name }) => names.get(name)).filter((name) => name !== undefined),
    }));
}

/**
 * Reads the indexes of a model that can be used for an order; `names` are its columns' names. An index is used up to its first
 * column without a name, and only if all of its columns are sorted in the same direction.
 */
export function readIndexes(model: SourceModel, names: ReadonlyMap<string, string>): string[][] {
  return model.indexes
    .filter(({ algorithm, fields }) => {
      const [first] = fields;
      return (
        (algorithm === undefined || algorithm === 'BTree') &&
        fields.every((field) => field.sortOrder === first?.sortOrder && !field.operatorClass)
      );
    })
    .map(({ fields }) => {
      const known = fields.map(({ name }) => names.get(name));
      const end = known.indexOf(undefined);
      return known.slice(0, end < 0 ? undefined : end).filter((name) => name !== undefined);
    })
    .filter((fields) => fields.length > 0);
}
