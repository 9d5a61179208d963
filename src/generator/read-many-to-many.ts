import pluralize from 'pluralize';
import type { EndModel, ManyToManyModel } from '../engine/model/relation.js';
import {
  isShown,
  oppositeOf,
  type Source,
  type SourceField,
  type SourceModel,
  targetOf,
} from './source.js';

/** Reads the implicit many-to-many relations that have their end A in a model, so that each is read once. */
export function readManyToManys(source: Source, model: SourceModel): ManyToManyModel[] {
  return model.fields
    .filter(({ prisma }) => prisma.kind === 'object' && prisma.isList)
    .map((field) => readManyToMany(source, model, field))
    .filter((relation) => relation !== undefined);
}

function readManyToMany(
  source: Source,
  model: SourceModel,
  field: SourceField,
): ManyToManyModel | undefined {
  const opposite = oppositeOf(source, model, field);
  if (!opposite.prisma.isList || !holdsA(model, field, opposite)) return undefined;
  const target = targetOf(source, field);
  if (!checkBothEnds(source, field, opposite)) return undefined;
  return {
    kind: 'many-to-many',
    name: field.prisma.relationName ?? '',
    table: `_${field.prisma.relationName}`,
    ...((field.notes.live || opposite.notes.live) && { live: true as const }),
    ends: [readEnd(model, field, 'A'), readEnd(target, opposite, 'B')],
    columns: [],
    uniques: [],
    indexes: [],
  };
}

/**
 * Whether the join table's column A has the keys of a field's own model. In Prisma, A belongs to the model whose name comes first
 * by code unit; in a relation of a model with itself, to the field whose name does.
 */
function holdsA(model: SourceModel, field: SourceField, opposite: SourceField): boolean {
  if (model.name !== field.prisma.type) return model.name < field.prisma.type;
  return field.name < opposite.name;
}

function readEnd(model: SourceModel, { name, notes }: SourceField, column: string): EndModel {
  return {
    table: model.name,
    field: name,
    singular: notes.singular ?? pluralize.singular(name),
    column,
    onDelete: 'Cascade',
    ...(notes.description && { description: notes.description }),
  };
}

/** Whether both ends are in the API. Adds a problem if only one is. */
export function checkBothEnds(source: Source, one: SourceField, other: SourceField): boolean {
  const shown = isShown(source, one);
  if (shown && isShown(source, other)) return true;
  const [end, left] = shown ? [one, other] : [other, one];
  if (isShown(source, end) && left.notes.omit) {
    source.problems.add(
      end.place,
      `the other end of its relation, ${left.place}, is left out`,
      'leave this end out too with `/// @omit`',
    );
  }
  return false;
}
