import type { Source, SourceModel } from './source.js';

/** The indexes that the API's pages want and the schema does not have: a line each, with what to add. */
export function missingIndexes(source: Source): string[] {
  return [...source.models.values()]
    .filter((model) => model.kept)
    .flatMap((model) => {
      const wanted = model.link ? [...model.key].reverse() : orderOf(model);
      if (!wanted || model.indexes.some((index) => serves(index, wanted))) return [];
      const what = model.link
        ? `pages of ${model.name} from its second end have no index`
        : `\`@orderBy ${wanted[0]}\` has no index`;
      return [`${model.name}: ${what}; add \`@@index([${wanted.join(', ')}])\`.`];
    });
}

function orderOf({ notes, key }: SourceModel): string[] | undefined {
  const [id] = key;
  const field = notes.orderBy?.field;
  return field === undefined || id === undefined || field === id ? undefined : [field, id];
}

function serves(
  { algorithm, fields }: SourceModel['indexes'][number],
  wanted: readonly string[],
): boolean {
  const [first] = fields;
  return (
    (algorithm === undefined || algorithm === 'BTree') &&
    wanted.every((name, at) => {
      const field = fields[at];
      // Read backwards, an index sorts each of its columns the other way.
      return field?.name === name && field.sortOrder === first?.sortOrder && !field.operatorClass;
    })
  );
}
