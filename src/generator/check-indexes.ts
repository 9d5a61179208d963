import type { Model } from '../engine/model/model.js';
import type { ManyToManyModel } from '../engine/model/relation.js';
import type { Source, SourceModel } from './source.js';

/** A line for each index that pages of the API need and the schema does not have, with the `@@index` to add. */
export function missingIndexes(source: Source, { relations }: Model): string[] {
  const links = relations.filter((relation) => relation.kind === 'many-to-many');
  return [...ofKeys(source), ...links.flatMap((relation) => ofPositions(source, relation))];
}

function ofKeys(source: Source): string[] {
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

/** The orders of lists: an index has those of all owners. */
function ofPositions(source: Source, { name, ends, columns, indexes }: ManyToManyModel): string[] {
  const [one, other] = ends;
  return [[one, other] as const, [other, one] as const].flatMap(([end, far]) => {
    const position = columns.find((column) => column.name === end.position);
    if (!position) return [];
    const wanted = [end.column, position.column, far.column];
    if (indexes.some((index) => wanted.every((column, at) => index[at] === column))) return [];
    const fields = source.models.get(name)?.fields ?? [];
    const names = wanted.map(
      (column) =>
        fields.find((field) => field.prisma.kind !== 'object' && field.column === column)?.name,
    );
    return [
      `${name}: the order of ${end.table}.${end.field} has no index; add \`@@index([${names.join(', ')}])\`.`,
    ];
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
      // Scanned backwards, an index has the opposite order of all columns.
      return field?.name === name && field.sortOrder === first?.sortOrder && !field.operatorClass;
    })
  );
}
