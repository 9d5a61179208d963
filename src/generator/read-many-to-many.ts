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
    .filter((field) => checkSymmetric(source, model, field))
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
  const relationOf = (...ends: [EndModel, EndModel]): ManyToManyModel => ({
    kind: 'many-to-many',
    name: field.prisma.relationName ?? '',
    table: `_${field.prisma.relationName}`,
    ...((field.notes.live || opposite.notes.live) && { live: true as const }),
    ends,
    columns: [],
    uniques: [],
    indexes: [],
  });
  const one = [field, opposite].find(({ notes }) => notes.symmetric);
  if (one) {
    if (!isShown(source, one)) return undefined;
    return {
      ...relationOf(readEnd(model, one, 'A'), readEnd(model, one, 'B')),
      symmetric: true,
    };
  }
  const target = targetOf(source, field);
  if (!checkBothEnds(source, field, opposite)) return undefined;
  return relationOf(readEnd(model, field, 'A'), readEnd(target, opposite, 'B'));
}

/** Whether a list without @symmetric, or with it in the right place; a problem is added if not. */
function checkSymmetric(source: Source, model: SourceModel, field: SourceField): boolean {
  if (!field.notes.symmetric) return true;
  const opposite = oppositeOf(source, model, field);
  const { problems } = source;
  const remedy =
    'only a many-to-many relation of a model with itself can be symmetric, so remove it';
  if (field.prisma.type !== model.name) {
    problems.add(field.place, `@symmetric stands on a relation with ${field.prisma.type}`, remedy);
  } else if (!opposite.prisma.isList) {
    problems.add(field.place, '@symmetric stands on the other side of a foreign key', remedy);
  } else if (opposite.notes.symmetric) {
    // Told once.
    if (holdsA(model, field, opposite)) {
      const both = `@symmetric stands on both lists of its relation, ${field.name} and ${opposite.name}`;
      problems.add(field.place, both, 'keep it on the one that the API will have');
    }
  } else {
    return true;
  }
  return false;
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
