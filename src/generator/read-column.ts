import type { DMMF } from '@prisma/generator-helper';
import type { ColumnDefault, ColumnModel } from '../engine/model/column.js';
import type { EnumModel } from '../engine/model/enum.js';
import { type ColumnType, columnType } from './prisma-types.js';
import { omitIt } from './problems.js';
import type { Source, SourceField } from './source.js';

/** Reads a scalar or enum field. Adds a problem and returns undefined if it has no kind. */
export function readColumn(
  source: Source,
  field: SourceField,
  as: { readonly name?: string; readonly hidden?: boolean; readonly readonly?: boolean } = {},
): ColumnModel | undefined {
  const { prisma, notes } = field;
  const kind = readKind(source, field);
  if (!kind) {
    const [native, args] = prisma.nativeType ?? [prisma.type, []];
    const written = `@db.${native}${args.length > 0 ? `(${args.join(', ')})` : ''}`;
    source.problems.add(field.place, `the API has no type for \`${written}\``, omitIt);
    return undefined;
  }
  const columnDefault = readDefault(prisma);
  return {
    name: as.name ?? field.name,
    column: field.column,
    ...kind,
    nullable: !prisma.isRequired,
    list: prisma.isList,
    ...(columnDefault && { default: columnDefault }),
    updatedAt: prisma.isUpdatedAt ?? false,
    readonly: as.readonly ?? notes.readonly,
    hidden: as.hidden ?? false,
    emptyAllowed: prisma.type === 'String' && prisma.default === '',
    ...(notes.description && { description: notes.description }),
  };
}

/** Whether a row can be created without an input for a field. */
export function canBeLeftOut({ prisma }: SourceField): boolean {
  return (
    !prisma.isRequired || prisma.isList || prisma.hasDefaultValue || (prisma.isUpdatedAt ?? false)
  );
}

/** The source of a field's value if the input of a new row has none. */
export function readDefault(field: DMMF.Field): ColumnDefault | undefined {
  if (!field.hasDefaultValue) return undefined;
  const value = field.default;
  if (typeof value !== 'object' || !('name' in value)) return 'database';
  const [argument] = value.args;
  switch (value.name) {
    case 'now':
    case 'ulid':
      return { generator: value.name };
    case 'cuid':
      return { generator: 'cuid', version: argument === 2 ? 2 : 1 };
    case 'uuid':
      return { generator: 'uuid', version: argument === 7 ? 7 : 4 };
    case 'nanoid':
      return { generator: 'nanoid', length: typeof argument === 'number' ? argument : 21 };
    default:
      return 'database';
  }
}

function readKind(
  source: Source,
  { prisma }: SourceField,
): (ColumnType & { enum?: EnumModel }) | undefined {
  if (prisma.kind === 'scalar') return columnType(prisma.type, prisma.nativeType);
  const model = source.enums.get(prisma.type);
  return model && { kind: 'enum', type: `"${model.type.replaceAll('"', '""')}"`, enum: model };
}
