import pluralize from 'pluralize';
import type { EndModel, ManyToManyModel } from '../engine/model/relation.js';
import { readIndexes, readUniques } from './read-indexes.js';
import { checkBothEnds } from './read-many-to-many.js';
import { withPositions } from './read-positions.js';
import { fieldNames, foreignKeyOf, readColumns } from './read-table.js';
import { checkForeignKey, constraintOf, onDeleteOf } from './read-to-one.js';
import { manyOf, oneOf } from './row-names.js';
import {
  isShown,
  oppositeOf,
  type Source,
  type SourceField,
  type SourceModel,
  targetOf,
} from './source.js';

/** One of the two foreign keys of a link. */
interface Key {
  readonly column: SourceField;
  readonly relation: SourceField;
  readonly target: SourceModel;
  /** The target's field that lists its links. */
  readonly list: SourceField;
}

/** Reads a model of links: a many-to-many relation whose links may have columns of their own. */
export function readLink(source: Source, model: SourceModel): ManyToManyModel | undefined {
  const [one, other] = readKeys(source, model);
  // `readSource` has checked that its key is two foreign keys.
  if (!one || !other) throw new Error(`${model.name} is no link`);
  if (!one.target.kept || !other.target.kept) return undefined;
  checkRelations(source, model, [one, other]);
  const usable = [one, other].map((key) => checkKey(source, model, key));
  if (!checkBothEnds(source, one.list, other.list) || usable.includes(false)) return undefined;
  const columns = readColumns(source, model);
  const ends = withPositions(source, model, columns, [
    readEnd(source, model, one, other),
    readEnd(source, model, other, one),
  ]);
  const inDatabase = new Map(model.fields.map(({ name, column }) => [name, column]));
  const shown = fieldNames(source, model);
  const named = new Map([...inDatabase].filter(([name]) => shown.has(name)));
  return {
    kind: 'many-to-many',
    name: model.name,
    ...(model.notes.description && { description: model.notes.description }),
    table: model.table,
    ...((one.list.notes.live || other.list.notes.live) && { live: true as const }),
    ends,
    columns,
    uniques: readUniques(model, named).map(({ constraint, fields }) => ({
      constraint,
      columns: fields,
    })),
    indexes: columns.length > 0 ? readIndexes(model, inDatabase) : [],
  };
}

function readKeys(source: Source, model: SourceModel): Key[] {
  return model.key.flatMap((name) => {
    const column = model.fields.find((field) => field.name === name);
    const relation = column && foreignKeyOf(model, column);
    if (!relation) return [];
    const list = oppositeOf(source, model, relation);
    return [{ column, relation, target: targetOf(source, relation), list }];
  });
}

/** The end of `key`'s target. Its list field lists the target of `far`. */
function readEnd(source: Source, model: SourceModel, key: Key, far: Key): EndModel {
  const { notes } = key.list;
  const singular = notes.end ? pluralize.singular(notes.end) : oneOf(far.target);
  return {
    table: key.target.name,
    field: notes.end ?? manyOf(far.target),
    singular: notes.singular ?? singular,
    column: key.column.column,
    onDelete: onDeleteOf(key.relation),
    ...constraintOf(source, model, key.relation),
    ...(notes.description && { description: notes.description }),
  };
}

function checkKey(source: Source, model: SourceModel, key: Key): boolean {
  if (!checkForeignKey(source, model, key.relation)) return false;
  if (key.list.prisma.isList) return true;
  source.problems.add(
    key.relation.place,
    'it is unique, and a link of two models is many-to-many',
    `remove the \`@unique\`, or leave ${model.name} out with \`/// @omit\``,
  );
  return false;
}

/** A model of links can have no relations other than its two. */
function checkRelations(source: Source, model: SourceModel, keys: readonly Key[]): void {
  for (const field of model.fields) {
    if (field.prisma.kind !== 'object' || keys.some(({ relation }) => relation === field)) continue;
    if (isShown(source, field)) {
      source.problems.add(
        field.place,
        `${model.name} is a link of two models, and its links have no relation to a third`,
        `leave it out with \`/// @omit\`, or give ${model.name} a key of its own`,
      );
    } else if (field.prisma.relationFromFields?.length) {
      const opposite = oppositeOf(source, model, field);
      if (targetOf(source, field).kept && isShown(source, opposite)) {
        source.problems.add(
          opposite.place,
          `its other side, ${field.place}, is left out`,
          'leave this side out too with `/// @omit`',
        );
      }
    }
  }
}
