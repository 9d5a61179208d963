import type { DMMF } from '@prisma/generator-helper';
import type { ColumnModel } from '../engine/model/column.js';
import type { Model } from '../engine/model/model.js';
import { byKind, type RelationModel } from '../engine/model/relation.js';
import { missingIndexes } from './check-indexes.js';
import { checkModels } from './check-models.js';
import { checkNames } from './check-names.js';
import { Problems } from './problems.js';
import { readLink } from './read-link.js';
import { readManyToManys } from './read-many-to-many.js';
import { readTable } from './read-table.js';
import { readToOnes } from './read-to-one.js';
import { checkUnseenColumns, emulatesForeignKeys, viewsOf } from './schema-text.js';
import { readSource, type Source } from './source.js';

/** A schema as Prisma passes it to a generator. */
export interface PrismaSchema {
  readonly datamodel: Pick<DMMF.Datamodel, 'models' | 'enums' | 'indexes'>;
  /** The text of the schema. */
  readonly text: string;
  /** The database: `postgresql`. */
  readonly provider: string;
}

/** The model of the API, and warnings about the schema. */
export interface ReadModel {
  readonly model: Model;
  readonly warnings: readonly string[];
}

/** Reads a Prisma schema. Throws SchemaError with all of its problems. */
export function readModel({ datamodel, text, provider }: PrismaSchema): ReadModel {
  const problems = new Problems();
  if (provider !== 'postgresql') {
    problems.add('datasource', `\`${provider}\` is not supported`, 'use `postgresql`');
    problems.throwIfAny();
  }
  if (emulatesForeignKeys(text)) {
    problems.add(
      'datasource',
      '`relationMode = "prisma"` is not supported, as the API relies on the foreign keys of the database',
      'use `relationMode = "foreignKeys"`, the default',
    );
  }
  const source = readSource(datamodel, text, problems);
  checkModels(source, viewsOf(text));
  checkUnseenColumns(source, text);
  problems.throwIfAny();
  const model = readTables(source);
  problems.throwIfAny();
  checkNames(model, problems);
  problems.throwIfAny();
  return { model, warnings: missingIndexes(source, model) };
}

function readTables(source: Source): Model {
  const kept = [...source.models.values()].filter((model) => model.kept);
  const tables = kept
    .filter((model) => !model.link)
    .map((model) => readTable(source, model))
    .filter((table) => table !== undefined);
  const relations: RelationModel[] = kept.flatMap((model) => {
    if (model.link) return readLink(source, model) ?? [];
    return [...readToOnes(source, model), ...readManyToManys(source, model)];
  });
  const columns = [
    ...tables.flatMap((table) => table.columns),
    ...relations.flatMap((relation) =>
      byKind<readonly ColumnModel[]>(relation, {
        'many-to-many': (manyToMany) => manyToMany.columns,
        'to-one': () => [],
      }),
    ),
  ];
  const used = new Set(columns.map((column) => column.enum?.name));
  return {
    enums: [...source.enums.values()].filter(({ name }) => used.has(name)),
    tables,
    relations,
  };
}
