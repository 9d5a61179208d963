import { filterNamesOf, kindTypeNames } from '../engine/kinds/types.js';
import type { Model } from '../engine/model/model.js';
import { byKind, type ManyToManyModel } from '../engine/model/relation.js';
import {
  fieldNames,
  mutationNames,
  orderNames,
  queryNames,
  subscriptionNames,
  typeNames,
} from '../engine/naming.js';
import { claimEnd, claimLink } from './check-end-names.js';
import {
  claimMutation,
  claimSubscription,
  renameEnd,
  renameField,
  renameModel,
} from './claim-names.js';
import type { Problems } from './problems.js';
import { endsOf, TableNames } from './table-names.js';
import { TakenNames } from './taken-names.js';

/** The types that a schema may have whatever its model. */
const fixed = [
  ...['Query', 'Mutation', 'Subscription', 'Node', 'PageInfo', 'OrderDirection', 'RowChange'],
  ...['ID', 'IDFilter'],
  ...kindTypeNames,
];

/**
 * Adds a problem for each two things that would have the same name in the API, and returns all names. Throws SchemaError early
 * where the remaining problems would only repeat the first ones.
 */
export function checkNames(model: Model, problems: Problems): TakenNames {
  const names = new TakenNames(problems);
  for (const type of fixed) names.claim('the schema', type, 'every schema', renameModel);
  for (const field of ['node', 'nodes']) names.claim('Query', field, 'every schema', renameModel);
  for (const { name } of model.enums) {
    for (const type of [name, ...filterNamesOf(name)])
      names.claim('the schema', type, name, renameModel);
  }
  const tables = new Map(model.tables.map((table) => [table.name, new TableNames(model, table)]));
  for (const table of tables.values()) claimTable(names, table);
  // Names that are composed of a duplicate name would be duplicates as well.
  problems.throwIfAny();
  for (const relation of model.relations) {
    byKind(relation, {
      'many-to-many': (manyToMany) => claimManyToMany(names, manyToMany, tables),
      // Its fields and inputs are among those of its tables.
      'to-one': () => {},
    });
  }
  return names;
}

function claimManyToMany(
  names: TakenNames,
  relation: ManyToManyModel,
  tables: ReadonlyMap<string, TableNames>,
): void {
  if (relation.columns.some((column) => !column.hidden)) claimLink(names, relation);
  const ends = endsOf(relation);
  for (const [index, end] of ends.entries()) {
    const far = ends[ends.length - 1 - index] ?? end;
    const owner = tables.get(end.table);
    const target = tables.get(far.table);
    if (owner && target) claimEnd(names, { relation, end, far, owner, target });
  }
}

function claimTable(names: TakenNames, tableNames: TableNames): void {
  const { table, shown, inputs, ends, lists, relations } = tableNames;
  const { name, one, many } = table;
  const model = (scope: string, claimed: string, remedy = renameModel) =>
    names.claim(scope, claimed, name, remedy);
  const { edge, connection, filter, listFilter, order, orderField, toOneFilter } = typeNames;
  for (const type of [
    ...[name, edge(name), connection(name), filter(name), listFilter(name), order(name)],
    ...[orderField(name), toOneFilter(name, false), toOneFilter(name, true)],
  ]) {
    model('the schema', type);
  }
  model('Query', one);
  model('Query', many, 'name its plural with `/// @many …`');
  for (const { fields } of table.uniques) {
    const [field] = fields;
    if (fields.length !== 1 || !shown.some((column) => column.name === field)) continue;
    names.claim('Query', queryNames.byUnique(one, String(field)), `${name}.${field}`, renameField);
  }
  if (!table.readonly) {
    for (const mutation of [
      ...[mutationNames.create(name), mutationNames.update(name), mutationNames.delete(name)],
      ...[mutationNames.createMany(many), mutationNames.deleteMany(many)],
    ]) {
      claimMutation(names, mutation, name, renameModel);
    }
    const payload = `the payload of ${mutationNames.createMany(many)}`;
    for (const field of [many, fieldNames.edges(one)]) model(payload, field);
  }
  if (table.live) {
    const { ofRow, ofRows } = subscriptionNames;
    claimSubscription(names, ofRow(one), ofRow(one), name, renameModel);
    claimSubscription(names, ofRows(many), ofRow(one), name, renameModel);
    const payload = typeNames.payload(ofRow(one));
    for (const field of ['change', 'cursor', fieldNames.id(one)]) {
      names.claim(payload, field, 'every change of a row', renameModel);
    }
    names.claim(payload, one, name, renameModel);
  }
  names.claim(name, 'id', 'every node', renameField);
  for (const field of ['id', 'AND', 'OR', 'NOT']) {
    names.claim(filter(name), field, 'every filter', renameField);
  }
  for (const field of lists) {
    names.claim(orderField(name), orderNames.ofCount(field), `${name}.${field}`, renameField);
  }
  for (const { name: column } of shown) {
    names.claim(name, column, `${name}.${column}`, renameField);
    names.claim(filter(name), column, `${name}.${column}`, renameField);
    names.claim(orderField(name), orderNames.ofColumn(column), `${name}.${column}`, renameField);
  }
  const links = ends.filter(({ relation }) => relation.table !== `_${relation.name}`);
  for (const field of relations) {
    const ofLinks = links.some(({ end }) => end.field === field);
    const remedy = ofLinks ? 'name it with `/// @end …` above the list of links' : renameField;
    names.claim(name, field, `${name}.${field}`, remedy);
    names.claim(filter(name), field, `${name}.${field}`, remedy);
  }
  const create = typeNames.input(mutationNames.create(name));
  for (const input of inputs) names.claim(create, input.name, `${name}.${input.name}`, renameField);
  for (const { end } of ends) {
    names.claim(create, fieldNames.ids(end.singular), `${name}.${end.field}`, renameEnd);
  }
  claimNamedRows(names, tableNames);
  if (!table.readonly) claimUpdate(names, { table, inputs, ends });
}

/** The input of an update has the changes of the links beside the columns, and its payload what was changed of them. */
function claimUpdate(
  names: TakenNames,
  { table: { name, one }, inputs, ends }: Pick<TableNames, 'table' | 'inputs' | 'ends'>,
): void {
  const update = mutationNames.update(name);
  const input = typeNames.input(update);
  const payload = `the payload of ${update}`;
  names.claim(input, 'id', name, renameModel);
  names.claim(payload, one, name, renameModel);
  for (const column of inputs) {
    if (column.name === 'id') continue;
    names.claim(input, column.name, `${name}.${column.name}`, renameField);
  }
  for (const { end } of ends) {
    const place = `${name}.${end.field}`;
    names.claim(input, end.field, place, renameEnd);
    names.claim('the schema', typeNames.linksChange(name, end.field), place, renameEnd);
    const { addedEdges, addedCount, removedIds, removedCount } = fieldNames;
    for (const part of [addedEdges, addedCount, removedIds, removedCount])
      names.claim(payload, part(end.singular), place, renameEnd);
  }
}

/** The inputs that name a row by a unique column, and create it if it is missing. */
function claimNamedRows(names: TakenNames, { table, inputs, ends }: TableNames): void {
  if (ends.length === 0) return;
  const { name, uniques } = table;
  const byInput = typeNames.byInput(name);
  names.claim('the schema', byInput, name, renameModel);
  if (!table.readonly) names.claim('the schema', typeNames.newRowInput(name), name, renameModel);
  names.claim(byInput, fieldNames.create, 'every such input', renameField);
  for (const input of inputs) {
    const isUnique = uniques.some(({ fields }) => fields.length === 1 && fields[0] === input.name);
    if (!isUnique && input !== table.key) continue;
    names.claim(byInput, input.name, `${name}.${input.name}`, renameField);
  }
}
