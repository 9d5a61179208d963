import type { ColumnModel } from '../engine/model/column.js';
import type { Model } from '../engine/model/model.js';
import type { EndModel, ManyToManyModel } from '../engine/model/relation.js';
import type { TableModel } from '../engine/model/table.js';
import {
  capitalized,
  constantCase,
  fieldNames,
  mutationNames,
  typeNames,
} from '../engine/naming.js';
import { Names } from './names.js';
import type { Problems } from './problems.js';

const renameModel = 'rename one of them (`@@map` keeps the name in the database)';
const renameField =
  'rename it (`@map` keeps the name in the database) or leave it out with `/// @omit`';
const renameEnd = 'rename it, or name one of what it lists with `/// @singular …`';

/** The scalars, and the types that every schema has. */
const fixed = [
  ...['Query', 'Mutation', 'Subscription', 'Node', 'PageInfo', 'OrderDirection', 'StringMatchMode'],
  ...['ID', 'IDFilter'],
  ...['String', 'UUID', 'Int', 'Float', 'BigInt', 'Decimal', 'Boolean', 'DateTime', 'Date'].flatMap(
    withFilters,
  ),
  ...['JSON', 'Base64'],
];

function withFilters(type: string): string[] {
  return [type, `${type}Filter`, `Nullable${type}Filter`];
}

/** Adds what would have the same name in the API. Throws SchemaError early where the rest would only repeat it. */
export function checkNames(model: Model, problems: Problems): void {
  const names = new Names(problems);
  for (const type of fixed) names.claim('the schema', type, 'every schema', renameModel);
  for (const field of ['node', 'nodes']) names.claim('Query', field, 'every schema', renameModel);
  for (const { name } of model.enums) {
    for (const type of withFilters(name)) names.claim('the schema', type, name, renameModel);
  }
  const tables = new Map(model.tables.map((table) => [table.name, new TableNames(model, table)]));
  for (const table of tables.values()) claimTable(names, table);
  // Whatever is composed of two fields of one name would clash as well.
  problems.throwIfAny();
  for (const relation of model.relations) {
    if (relation.kind !== 'many-to-many') continue;
    if (relation.columns.length > 0) claimLink(names, relation);
    const [one, other] = relation.ends;
    for (const [end, far] of [
      [one, other],
      [other, one],
    ] as const) {
      const owner = tables.get(end.table);
      const target = tables.get(far.table);
      if (owner && target) claimEnd(names, { relation, end, far, owner, target });
    }
  }
}

/** A table with what the relations add to it. */
class TableNames {
  readonly shown: readonly ColumnModel[];
  readonly inputs: readonly ColumnModel[];
  readonly ends: readonly { readonly end: EndModel; readonly relation: ManyToManyModel }[];
  /** Its fields that are relations. */
  readonly relations: readonly string[];

  constructor(
    model: Model,
    readonly table: TableModel,
  ) {
    this.shown = table.columns.filter((column) => !column.hidden);
    const toOnes = model.relations.filter((each) => each.kind === 'to-one');
    const foreignKeys = toOnes
      .filter((each) => each.owner === table.name)
      .map((each) => each.column);
    this.inputs = [
      ...(table.key.default ? [] : [table.key]),
      ...table.columns.filter(
        ({ name, hidden, readonly, updatedAt }) =>
          !readonly && !updatedAt && (!hidden || foreignKeys.includes(name)),
      ),
    ];
    this.ends = model.relations.flatMap((relation) =>
      relation.kind === 'many-to-many'
        ? relation.ends.filter((end) => end.table === table.name).map((end) => ({ end, relation }))
        : [],
    );
    this.relations = [
      ...toOnes.filter(({ owner }) => owner === table.name).map(({ field }) => field),
      ...toOnes.flatMap(({ target, back }) => (target === table.name && back ? back.field : [])),
      ...this.ends.map(({ end }) => end.field),
    ];
  }
}

function claimTable(names: Names, { table, shown, inputs, ends, relations }: TableNames): void {
  const { name, one, many } = table;
  const model = (scope: string, claimed: string, remedy = renameModel) =>
    names.claim(scope, claimed, name, remedy);
  const { edge, connection, filter, listFilter, order, orderField } = typeNames;
  for (const type of [
    ...[name, edge(name), connection(name), filter(name), listFilter(name), order(name)],
    ...[orderField(name), `${name}ToOneFilter`, `Nullable${name}ToOneFilter`],
  ]) {
    model('the schema', type);
  }
  model('Query', one);
  model('Query', many, 'name its plural with `/// @many …`');
  for (const { fields } of table.uniques) {
    const [field] = fields;
    if (fields.length !== 1 || !shown.some((column) => column.name === field)) continue;
    names.claim('Query', `${one}By${capitalized(String(field))}`, `${name}.${field}`, renameField);
  }
  if (!table.readonly) {
    for (const mutation of [
      ...[mutationNames.create(name), mutationNames.update(name), mutationNames.delete(name)],
      mutationNames.deleteMany(many),
    ]) {
      claimMutation(names, mutation, name, renameModel);
    }
  }
  names.claim(name, 'id', 'every node', renameField);
  for (const field of ['id', 'AND', 'OR', 'NOT']) {
    names.claim(filter(name), field, 'every filter', renameField);
  }
  for (const { name: column } of shown) {
    names.claim(name, column, `${name}.${column}`, renameField);
    names.claim(filter(name), column, `${name}.${column}`, renameField);
    names.claim(orderField(name), constantCase(column), `${name}.${column}`, renameField);
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
}

function claimMutation(names: Names, mutation: string, place: string, remedy: string): void {
  names.claim('Mutation', mutation, place, remedy);
  names.claim('the schema', typeNames.input(mutation), place, remedy);
  names.claim('the schema', typeNames.payload(mutation), place, remedy);
}

/** An end of a relation, with both tables. */
interface NamedEnd {
  readonly relation: ManyToManyModel;
  readonly end: EndModel;
  readonly far: EndModel;
  readonly owner: TableNames;
  readonly target: TableNames;
}

function claimEnd(names: Names, named: NamedEnd): void {
  const { relation, end, owner, target } = named;
  const { name, one } = owner.table;
  const place = `${name}.${end.field}`;
  for (const verb of ['add', 'remove', 'set', 'clear'] as const) {
    claimMutation(names, mutationNames.changeLinks(verb, name, end.field), place, renameEnd);
  }
  const create = mutationNames.createTarget(name, end.singular);
  if (!target.table.readonly) {
    claimMutation(names, create, place, renameEnd);
    claimCreatedTarget(names, typeNames.input(create), named);
  }
  names.claim(`the payload of ${create}`, one, name, renameModel);
  names.claim(
    `the payload of ${create}`,
    end.singular,
    place,
    'name one of what it lists with `/// @singular …`',
  );
  if (relation.columns.length === 0) return;
  const type = `${name}${capitalized(end.field)}`;
  const { edge, connection, filter, order, orderField } = typeNames;
  for (const part of [edge, connection, filter, order, orderField]) {
    names.claim('the schema', part(type), place, renameEnd);
  }
  for (const column of target.shown) {
    names.claim(
      orderField(type),
      constantCase(column.name),
      `${target.table.name}.${column.name}`,
      renameField,
    );
  }
  for (const field of [...target.shown.map((column) => column.name), ...target.relations]) {
    names.claim(filter(type), field, `${target.table.name}.${field}`, renameField);
  }
  names.claim(filter(type), 'link', relation.name, renameModel);
  const update = typeNames.input(`update${name}${capitalized(end.singular)}`);
  claimMutation(names, `update${name}${capitalized(end.singular)}`, place, renameEnd);
  names.claim(update, fieldNames.id(one), name, renameModel);
  names.claim(update, fieldNames.id(end.singular), place, renameEnd);
  for (const column of relation.columns) {
    const at = `${relation.name}.${column.name}`;
    names.claim(orderField(type), `LINK_${constantCase(column.name)}`, at, renameField);
    names.claim(update, column.name, at, renameField);
  }
}

/** The input that creates a target has the owner's ID beside what the target's own has. */
function claimCreatedTarget(names: Names, input: string, named: NamedEnd): void {
  const { relation, far, owner, target } = named;
  const { name } = target.table;
  names.claim(input, fieldNames.id(owner.table.one), owner.table.name, renameModel);
  for (const column of target.inputs) {
    names.claim(input, column.name, `${name}.${column.name}`, renameField);
  }
  for (const other of target.ends) {
    if (other.end === far) continue;
    names.claim(input, fieldNames.ids(other.end.singular), `${name}.${other.end.field}`, renameEnd);
  }
  if (relation.columns.length > 0) names.claim(input, 'link', relation.name, renameModel);
}

/** The links' own types, and their columns among an edge's fields. */
function claimLink(names: Names, { name, columns }: ManyToManyModel): void {
  names.claim('the schema', `${name}Input`, name, renameModel);
  names.claim('the schema', typeNames.filter(name), name, renameModel);
  for (const field of ['node', 'cursor']) {
    names.claim(`the edges of ${name}`, field, 'every edge', renameModel);
  }
  for (const field of ['AND', 'OR', 'NOT']) {
    names.claim(typeNames.filter(name), field, 'every filter', renameModel);
  }
  for (const column of columns) {
    if (column.hidden) continue;
    const place = `${name}.${column.name}`;
    names.claim(`the edges of ${name}`, column.name, place, renameField);
    names.claim(typeNames.filter(name), column.name, place, renameField);
  }
}
