import { kindOf } from '../engine/kinds/kinds.js';
import type { ColumnModel } from '../engine/model/column.js';
import type { OrderModel, TableModel } from '../engine/model/table.js';
import { omitIt } from './problems.js';
import { canBeLeftOut, readColumn, readDefault } from './read-column.js';
import { readIndexes, readUniques } from './read-indexes.js';
import { manyOf, oneOf } from './row-names.js';
import { isShown, type Source, type SourceField, type SourceModel } from './source.js';

/** Reads a model whose rows are nodes. Adds a problem and returns undefined if they cannot be nodes. */
export function readTable(source: Source, model: SourceModel): TableModel | undefined {
  const { problems } = source;
  const { name, notes } = model;
  const key = readKey(source, model);
  const columns = readColumns(source, model);
  const one = oneOf(model);
  const many = manyOf(model);
  if (many === one) {
    problems.add(
      name,
      `its plural is \`${many}\` like its singular`,
      'name the plural with `/// @many …`',
    );
  }
  const orderBy = key && readOrder(source, model, [key, ...columns]);
  if (!key) return undefined;
  const shown = fieldNames(source, model);
  return {
    name,
    one,
    many,
    ...(notes.description && { description: notes.description }),
    table: model.table,
    readonly: notes.readonly,
    ...(notes.live && { live: true as const }),
    key,
    columns,
    ...(orderBy && { orderBy }),
    uniques: readUniques(model, shown),
    indexes: readIndexes(model, shown),
  };
}

function readKey(source: Source, model: SourceModel): ColumnModel | undefined {
  const { problems } = source;
  const [name, ...more] = model.key;
  const field = model.fields.find((each) => each.name === name);
  if (!field || more.length > 0) {
    const has = field ? `its key has ${more.length + 1} columns` : 'it has no `@id`';
    problems.add(
      model.name,
      `${has}, and only a link of two models, by its two foreign keys, can be without a key of one column`,
      omitIt,
    );
    return undefined;
  }
  const column = readColumn(source, field);
  if (!column) return undefined;
  if (!kindOf(column).key) {
    problems.add(field.place, 'a key is an Int, a BigInt or a String', omitModel);
    return undefined;
  }
  if (field.notes.readonly) checkReadonly(source, model, field);
  if (foreignKeyOf(model, field)) {
    problems.add(
      field.place,
      'it is the key and a foreign key at once',
      `give ${model.name} a key of its own, or ${omitModel}`,
    );
  }
  return column;
}

const omitModel = 'leave the model out with `/// @omit`';

/** Reads the columns of a model, without those of its key. */
export function readColumns(source: Source, model: SourceModel): ColumnModel[] {
  return model.fields
    .filter(({ name, prisma }) => prisma.kind !== 'object' && !model.key.includes(name))
    .map((field) => {
      const relation = foreignKeyOf(model, field);
      checkLength(source, model, field);
      const left = field.notes.omit || (relation && !isShown(source, relation));
      if (left) return readOmitted(source, model, field, relation);
      const isPosition = field.notes.position !== undefined && !relation;
      const readonly = field.notes.readonly || relation?.notes.readonly || isPosition;
      // The engine sets a position.
      if (readonly && !isPosition) checkReadonly(source, model, field);
      if (!relation) return readColumn(source, field, { readonly: readonly ?? false });
      return readColumn(source, field, {
        name: `${relation.name}Id`,
        hidden: true,
        readonly: readonly ?? false,
      });
    })
    .filter((column) => column !== undefined);
}

/**
 * The maximum lengths of the names of columns in statements: PostgreSQL truncates names to 63 bytes, and statements prefix those of
 * columns of links with `_link.`.
 */
const longest = { row: 63, link: 57 };

function checkLength({ problems }: Source, { link }: SourceModel, field: SourceField): void {
  const most = link ? longest.link : longest.row;
  if (field.name.length <= most || field.notes.omit) return;
  problems.add(
    field.place,
    `its name is longer than ${most} characters`,
    'rename it (`@map` keeps the name in the database) or leave it out with `/// @omit`',
  );
}

function checkReadonly({ problems }: Source, model: SourceModel, field: SourceField): void {
  if (model.notes.readonly || canBeLeftOut(field)) return;
  problems.add(
    field.place,
    '@readonly is on a required column without a default, so no row could be created',
    'give it a default, or make it optional',
  );
}

/** Reads a column that is not in the API. It is in the model only if the engine generates its values. */
function readOmitted(
  source: Source,
  model: SourceModel,
  field: SourceField,
  relation: SourceField | undefined,
): ColumnModel | undefined {
  if (!model.notes.readonly && !canBeLeftOut(field)) {
    const why =
      field.notes.omit || relation?.notes.omit
        ? '@omit is on a required column without a default'
        : `it is required, and ${relation?.prisma.type} is left out`;
    source.problems.add(
      field.place,
      `${why}, so no row could be created`,
      'give it a default, make it optional, or leave the model out with `/// @omit`',
    );
  }
  const value = readDefault(field.prisma);
  if (!field.prisma.isUpdatedAt && (value === undefined || value === 'database')) return undefined;
  return readColumn(source, field, { hidden: true });
}

/** The to-one relation whose foreign key contains a field. If there are several, one without `@omit`. */
export function foreignKeyOf(model: SourceModel, field: SourceField): SourceField | undefined {
  const relations = model.fields.filter(({ prisma }) =>
    prisma.relationFromFields?.includes(field.name),
  );
  return relations.find(({ notes }) => !notes.omit) ?? relations[0];
}

function readOrder(
  { problems }: Source,
  { name, notes }: SourceModel,
  columns: readonly ColumnModel[],
): OrderModel | undefined {
  if (!notes.orderBy) return undefined;
  const column = columns.find((each) => each.name === notes.orderBy?.field && !each.hidden);
  if (!column) {
    problems.add(
      name,
      `\`@orderBy ${notes.orderBy.field}\` names no column that the API shows`,
      'name one of its columns',
    );
  } else if (!kindOf(column).order) {
    problems.add(
      name,
      `\`@orderBy ${column.name}\` names a ${column.list ? 'list' : column.kind} column, which has no order`,
      'name another column',
    );
  }
  return notes.orderBy;
}

/** The names in the API of the model's columns, by their Prisma fields. */
export function fieldNames(source: Source, model: SourceModel): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const field of model.fields) {
    if (field.prisma.kind === 'object' || field.notes.omit) continue;
    const relation = foreignKeyOf(model, field);
    if (!relation) names.set(field.name, field.name);
    else if (isShown(source, relation)) names.set(field.name, `${relation.name}Id`);
  }
  return names;
}
