import type { DMMF } from '@prisma/generator-helper';
import type { Model } from '../engine/model/model.js';
import type { RelationModel } from '../engine/model/relation.js';
import { Problems } from './problems.js';
import { readLink } from './read-link.js';
import { readManyToManys } from './read-many-to-many.js';
import { readTable } from './read-table.js';
import { readToOnes } from './read-to-one.js';
import { readSource } from './source.js';

/** What the generator gets of a Prisma schema. */
export interface Datamodel {
  readonly datamodel: Pick<DMMF.Datamodel, 'models' | 'enums' | 'indexes'>;
  /** The schema as it is written. */
  readonly text: string;
}

/** Reads the model that the API is made from. Throws SchemaError, which names everything that stands in the way. */
export function readModel({ datamodel }: Datamodel): Model {
  const problems = new Problems();
  const source = readSource(datamodel, problems);
  const kept = [...source.models.values()].filter((model) => model.kept);
  const nodes = kept.filter((model) => !model.link);
  const tables = nodes
    .map((model) => readTable(source, model))
    .filter((table) => table !== undefined);
  const relations: RelationModel[] = kept.flatMap((model) => {
    if (model.link) return readLink(source, model) ?? [];
    return [...readToOnes(source, model), ...readManyToManys(source, model)];
  });
  problems.throwIfAny();
  const columns = [...tables, ...relations.filter((each) => each.kind === 'many-to-many')].flatMap(
    (each) => each.columns,
  );
  const enums = new Set(columns.map((column) => column.enum?.name));
  return {
    enums: [...source.enums.values()].filter(({ name }) => enums.has(name)),
    tables,
    relations,
  };
}
