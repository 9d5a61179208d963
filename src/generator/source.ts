import type { DMMF } from '@prisma/generator-helper';
import type { EnumModel } from '../engine/model/enum.js';
import { type Annotations, type CommentedPlace, readAnnotations } from './annotations.js';
import { foreignKeyNamesOf } from './foreign-key-names.js';
import type { Problems } from './problems.js';
import { readEnum } from './read-enum.js';

/** A Prisma schema with its comments and annotations read. */
export interface Source {
  /** All models by name, including those with `@omit`. */
  readonly models: ReadonlyMap<string, SourceModel>;
  readonly enums: ReadonlyMap<string, EnumModel>;
  /** The names of foreign keys in the database, where the schema declares them, by `Model.field`. */
  readonly foreignKeyNames: ReadonlyMap<string, string>;
  readonly problems: Problems;
}

/** A model with its annotations. */
export interface SourceModel {
  readonly name: string;
  /** Its table in the database. */
  readonly table: string;
  readonly schema: string | null;
  readonly notes: Annotations;
  /** Whether it is a link: its key is its two foreign keys. */
  readonly link: boolean;
  /** Whether it is in the API: it has no `@omit`. */
  readonly kept: boolean;
  readonly fields: readonly SourceField[];
  /** The fields of its primary key. */
  readonly key: readonly string[];
  readonly indexes: readonly DMMF.Index[];
}

/** A field with its annotations. */
export interface SourceField {
  readonly name: string;
  /** `Model.field`. */
  readonly place: string;
  /** Its column in the database. */
  readonly column: string;
  readonly prisma: DMMF.Field;
  readonly notes: Annotations;
}

/** Reads the models and their comments; `text` is the schema as it is written. */
export function readSource(
  datamodel: Pick<DMMF.Datamodel, 'models' | 'enums' | 'indexes'>,
  text: string,
  problems: Problems,
): Source {
  const links = new Set(datamodel.models.filter(isLink).map(({ name }) => name));
  const models = datamodel.models.map((model): SourceModel => {
    const link = links.has(model.name);
    const notes = readAnnotations(
      model.documentation,
      model.name,
      link ? 'model of links' : 'model',
      problems,
    );
    const key = model.primaryKey?.fields ?? model.fields.filter((f) => f.isId).map((f) => f.name);
    return {
      name: model.name,
      table: model.dbName ?? model.name,
      schema: model.schema,
      notes,
      link,
      kept: !notes.omit,
      key,
      indexes: datamodel.indexes.filter((index) => index.model === model.name),
      fields: model.fields.map((field) => ({
        name: field.name,
        place: `${model.name}.${field.name}`,
        column: field.dbName ?? field.name,
        prisma: field,
        notes: readAnnotations(
          field.documentation,
          `${model.name}.${field.name}`,
          placeOf(field, {
            key: key.some(
              (name) => name === field.name || field.relationFromFields?.includes(name),
            ),
            inLink: link,
            toLink: links.has(field.type),
          }),
          problems,
        ),
      })),
    };
  });
  return {
    models: new Map(models.map((model) => [model.name, model])),
    enums: new Map(datamodel.enums.map((each) => [each.name, readEnum(each, problems)])),
    foreignKeyNames: foreignKeyNamesOf(text),
    problems,
  };
}

function placeOf(
  field: DMMF.Field,
  of: { key: boolean; inLink: boolean; toLink: boolean },
): CommentedPlace {
  if (of.key) return of.inLink ? 'key of links' : 'key';
  if (field.kind !== 'object') return of.inLink ? 'column of links' : 'column';
  if (field.isList) return of.toLink ? 'list of links' : 'list of rows';
  if (!field.relationFromFields?.length) return 'other side of to-one';
  return of.inLink ? 'to-one of links' : 'to-one';
}

/** Whether the key of a model is two foreign keys, each of one column. */
function isLink(model: DMMF.Model): boolean {
  const key = model.primaryKey?.fields ?? [];
  return (
    key.length === 2 &&
    key.every((name) =>
      model.fields.some(({ relationFromFields: from }) => from?.length === 1 && from[0] === name),
    )
  );
}

/** The target model of a relation field. */
export function targetOf(source: Source, field: SourceField): SourceModel {
  const target = source.models.get(field.prisma.type);
  // Prisma has validated the schema.
  if (!target) throw new Error(`${field.place} points to ${field.prisma.type}, which is no model`);
  return target;
}

/** The other field of a relation, which Prisma requires. */
export function oppositeOf(source: Source, model: SourceModel, field: SourceField): SourceField {
  const opposite = targetOf(source, field).fields.find(
    ({ name, prisma }) =>
      prisma.relationName === field.prisma.relationName &&
      !(prisma.type === field.prisma.type && name === field.name) &&
      prisma.type === model.name,
  );
  if (!opposite) throw new Error(`${field.place} has no other side`);
  return opposite;
}

/** Whether a field is in the API: neither it nor its target model has `@omit`. */
export function isShown(source: Source, field: SourceField): boolean {
  if (field.notes.omit) return false;
  return field.prisma.kind !== 'object' || targetOf(source, field).kept;
}
