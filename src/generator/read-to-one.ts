import pluralize from 'pluralize';
import type { BackModel, OnDelete, ToOneModel } from '../engine/model/relation.js';
import { addMisplaced } from './annotations.js';
import { foreignKeyName } from './constraint-names.js';
import { omitIt } from './problems.js';
import {
  isShown,
  oppositeOf,
  type Source,
  type SourceField,
  type SourceModel,
  targetOf,
} from './source.js';

/** Reads the foreign keys of a model. */
export function readToOnes(source: Source, model: SourceModel): ToOneModel[] {
  return model.fields
    .filter(({ prisma }) => (prisma.relationFromFields?.length ?? 0) > 0)
    .map((field) => readToOne(source, model, field))
    .filter((relation) => relation !== undefined);
}

function readToOne(source: Source, model: SourceModel, field: SourceField): ToOneModel | undefined {
  const target = targetOf(source, field);
  const opposite = oppositeOf(source, model, field);
  if (!isShown(source, field)) {
    if (target.kept && isShown(source, opposite)) {
      source.problems.add(
        opposite.place,
        `its other side, ${field.place}, is left out`,
        'leave this side out too with `/// @omit`',
      );
    }
    return undefined;
  }
  if (!checkForeignKey(source, model, field)) return undefined;
  if (opposite.notes.live) addMisplaced('live', opposite.place, source.problems);
  const back = isShown(source, opposite) ? readBack(opposite) : undefined;
  return {
    kind: 'to-one',
    owner: model.name,
    field: field.name,
    target: target.name,
    column: `${field.name}Id`,
    nullable: !field.prisma.isRequired,
    onDelete: onDeleteOf(field),
    ...constraintOf(source, model, field),
    ...(field.notes.description && { description: field.notes.description }),
    ...(back && { back }),
  };
}

function readBack({ name, prisma, notes }: SourceField): BackModel {
  return {
    field: name,
    many: prisma.isList,
    ...(prisma.isList && { singular: notes.singular ?? pluralize.singular(name) }),
    ...(notes.description && { description: notes.description }),
  };
}

/** The referential action of a foreign key when its target is deleted: the declared one, or Prisma's default. */
export function onDeleteOf({ prisma }: SourceField): OnDelete {
  // Prisma has validated it, but declares it as a string.
  const declared = prisma.relationOnDelete as OnDelete | undefined;
  return declared ?? (prisma.isRequired ? 'Restrict' : 'SetNull');
}

/** The name of a foreign key in the database, if it is not the usual one: the table, the column and `_fkey`. */
export function constraintOf(
  source: Source,
  model: SourceModel,
  { place, prisma }: SourceField,
): { readonly constraint?: string } {
  const [from] = prisma.relationFromFields ?? [];
  const column = model.fields.find(({ name }) => name === from)?.column ?? '';
  const declared = source.foreignKeyNames.get(place);
  const constraint = foreignKeyName(declared, model.table, [column]);
  return constraint === `${model.table}_${column}_fkey` ? {} : { constraint };
}

/** Whether a foreign key is one column that no other relation uses, and refers to the target's key. Adds a problem if not. */
export function checkForeignKey(source: Source, model: SourceModel, field: SourceField): boolean {
  const { problems } = source;
  const { relationFromFields: from = [], relationToFields: to = [] } = field.prisma;
  const target = targetOf(source, field);
  if (target.link) {
    problems.add(field.place, `it refers to ${target.name}, whose rows are links`, omitIt);
    return false;
  }
  if (from.length > 1) {
    problems.add(field.place, `its foreign key has ${from.length} columns`, omitIt);
    return false;
  }
  const [column] = from;
  if (target.key.length !== 1 || to[0] !== target.key[0]) {
    problems.add(field.place, `it refers to ${target.name}.${to[0]}, which is not the key`, omitIt);
    return false;
  }
  const foreignKey = model.fields.find(({ name }) => name === column);
  if (foreignKey?.notes.omit) {
    problems.add(
      foreignKey.place,
      `it is the foreign key of \`${field.name}\`, which is its only field in the API`,
      `move the @omit above \`${field.name}\`, or remove it`,
    );
    return false;
  }
  const others = model.fields.slice(0, model.fields.indexOf(field));
  const other = others.find(
    ({ notes, prisma }) => !notes.omit && prisma.relationFromFields?.includes(column ?? ''),
  );
  if (other) {
    problems.add(
      field.place,
      `its foreign key \`${column}\` is also that of \`${other.name}\``,
      omitIt,
    );
    return false;
  }
  return true;
}
