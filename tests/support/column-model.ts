import type { ColumnModel } from '../../src/engine/model/column.js';

/** A column of a model: by default a required text. */
export function columnModel(column: Partial<ColumnModel> & Pick<ColumnModel, 'name'>): ColumnModel {
  return {
    column: column.name,
    kind: 'text',
    type: 'text',
    nullable: false,
    list: false,
    updatedAt: false,
    readonly: false,
    hidden: false,
    emptyAllowed: false,
    ...column,
  };
}
