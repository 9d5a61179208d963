import { kindOf } from '../engine/kinds/kinds.js';
import type { ColumnModel } from '../engine/model/column.js';
import type { EndModel } from '../engine/model/relation.js';
import type { Source, SourceField, SourceModel } from './source.js';

type Ends = readonly [EndModel, EndModel];

/** The ends of a link with the columns that hold the order of their lists. */
export function withPositions(
  source: Source,
  model: SourceModel,
  columns: readonly ColumnModel[],
  ends: Ends,
): Ends {
  const [one, other] = ends;
  const found = new Map<EndModel, SourceField>();
  for (const field of model.fields) {
    const { position, omit } = field.notes;
    if (position === undefined) continue;
    const end = endNamed(source, field, position, ends);
    if (!end) continue;
    const before = found.get(end);
    if (before) {
      const both = `\`${before.name}\` and \`${field.name}\` hold the position in ${end.table}.${end.field}`;
      source.problems.add(model.name, both, 'keep one `@position`');
    }
    found.set(end, field);
    if (omit) {
      source.problems.add(field.place, 'a position is a column that the API shows', keepOne);
      continue;
    }
    checkColumn(source, model, field, columns);
  }
  const withPosition = (end: EndModel): EndModel => {
    const position = found.get(end)?.name;
    return position === undefined ? end : { ...end, position };
  };
  return [withPosition(one), withPosition(other)];
}

const keepOne = 'take `@omit` or `@position` away';

/** The end whose connection an annotation names: without a name, that of the first foreign key in `@@id`. */
function endNamed(
  { problems }: Source,
  { place }: SourceField,
  name: string,
  ends: Ends,
): EndModel | undefined {
  if (name === '') return ends[0];
  const [end, ...more] = ends.filter(({ field }) => field === name);
  const either = ends.map(({ field }) => `\`${field}\``).join(' or ');
  if (!end) problems.add(place, `\`@position ${name}\` names no connection`, `name ${either}`);
  if (more.length > 0) {
    problems.add(
      place,
      `\`@position ${name}\` names two connections`,
      'rename one of them with `/// @end …` above the list of links',
    );
  }
  return end;
}

/** The shortest text that holds positions with room for others between them. */
const shortestText = 30;

function checkColumn(
  { problems }: Source,
  model: SourceModel,
  { name, place }: SourceField,
  columns: readonly ColumnModel[],
): void {
  const column = columns.find((each) => each.name === name);
  if (!column) return;
  if (!kindOf(column).place || column.list) {
    problems.add(
      place,
      'a position is an Int of 32 bits, a BigInt or a String',
      'give it such a type',
    );
    return;
  }
  if (column.nullable) {
    problems.add(place, 'a position is required', 'take the `?` away');
  }
  if (column.default !== undefined && column.default !== 'database') {
    problems.add(
      place,
      'the server sets a position',
      'take its default away, or make it a constant',
    );
  }
  if (column.maximum !== undefined && column.maximum < shortestText) {
    const why = `a text of ${column.maximum} characters has too little room between two positions`;
    problems.add(place, why, `allow ${shortestText} characters`);
  }
  if (
    model.indexes.some(
      ({ type, fields }) => type === 'unique' && fields.some((each) => each.name === name),
    )
  ) {
    problems.add(
      place,
      'a position cannot be unique, because rows change their positions one after the other',
      'write `@@index` for `@@unique`; the server gives each row of a list its own',
    );
  }
}
