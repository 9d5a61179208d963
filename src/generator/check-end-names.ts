import type { EndModel, ManyToManyModel } from '../engine/model/relation.js';
import {
  fieldNames,
  mutationNames,
  orderNames,
  placeNames,
  subscriptionNames,
  typeNames,
} from '../engine/naming.js';
import {
  claimMutation,
  claimSubscription,
  renameEnd,
  renameField,
  renameModel,
} from './claim-names.js';
import type { TableNames } from './table-names.js';
import type { TakenNames } from './taken-names.js';

const renameSingular = 'name one of what it lists with `/// @singular …`';

/** An end of a relation, with both tables. */
export interface NamedEnd {
  readonly relation: ManyToManyModel;
  readonly end: EndModel;
  readonly far: EndModel;
  readonly owner: TableNames;
  readonly target: TableNames;
}

/** Claims the names of the types, fields and mutations of an end of a many-to-many relation. */
export function claimEnd(names: TakenNames, named: NamedEnd): void {
  const { relation, end, owner, target } = named;
  const { name, one } = owner.table;
  const place = `${name}.${end.field}`;
  for (const verb of ['add', 'remove', 'set', 'clear'] as const) {
    claimMutation(names, mutationNames.changeLinks(verb, name, end.field), place, renameEnd);
  }
  if (end.position !== undefined) {
    const move = mutationNames.changeLinks('move', name, end.field);
    claimMutation(names, move, place, renameEnd);
  }
  const create = mutationNames.createTarget(name, end.singular);
  if (!target.table.readonly) {
    claimMutation(names, create, place, renameEnd);
    claimCreatedTarget(names, typeNames.input(create), named);
    const payload = `the payload of ${create}`;
    names.claim(payload, one, name, renameModel);
    names.claim(payload, end.singular, place, renameSingular);
    names.claim(payload, fieldNames.edge(end.singular), place, renameSingular);
  }
  if (relation.live) {
    const changed = subscriptionNames.ofLinks(one, end.field);
    claimSubscription(names, changed, changed, place, renameEnd);
  }
  if (relation.columns.some((column) => !column.hidden)) claimLinksOfEnd(names, named);
  claimPairs(names, named);
}

/** The mutations that link and unlink pairs of rows. */
function claimPairs(names: TakenNames, { relation, end, owner }: NamedEnd): void {
  const { name, one, many } = owner.table;
  const place = `${name}.${end.field}`;
  for (const verb of ['link', 'unlink'] as const) {
    const mutation = mutationNames.changePairs(verb, many, end.field);
    claimMutation(names, mutation, place, renameEnd);
    names.claim('the schema', typeNames.change(mutation), place, renameEnd);
  }
  const hasColumns = relation.columns.some((column) => !column.hidden);
  const pair = typeNames.pairInput(name, end.singular);
  const newLink = typeNames.newLinkInput(name, end.singular);
  for (const input of hasColumns ? [pair, newLink] : [pair]) {
    names.claim('the schema', input, place, renameSingular);
    names.claim(input, fieldNames.id(one), name, renameModel);
    names.claim(input, fieldNames.id(end.singular), place, renameSingular);
  }
  for (const column of relation.columns) {
    if (!column.hidden)
      names.claim(newLink, column.name, `${relation.name}.${column.name}`, renameField);
  }
}

/** The types of an end whose links have columns, and the mutation that changes one link. */
function claimLinksOfEnd(names: TakenNames, { relation, end, owner, target }: NamedEnd): void {
  const { name, one } = owner.table;
  const place = `${name}.${end.field}`;
  const type = typeNames.end(name, end.field);
  const { edge, connection, filter, listFilter, order, orderField } = typeNames;
  for (const part of [edge, connection, filter, listFilter, order, orderField]) {
    names.claim('the schema', part(type), place, renameEnd);
  }
  const single = typeNames.linkInput(name, end.singular);
  names.claim('the schema', single, place, renameSingular);
  names.claim(single, fieldNames.id(end.singular), place, renameSingular);
  const update = mutationNames.updateLink(name, end.singular);
  const input = typeNames.input(update);
  claimMutation(names, update, place, renameEnd);
  names.claim(`the payload of ${update}`, one, name, renameModel);
  names.claim(`the payload of ${update}`, fieldNames.edge(end.singular), place, renameSingular);
  names.claim(input, fieldNames.id(one), name, renameModel);
  names.claim(input, fieldNames.id(end.singular), place, renameEnd);
  names.claim(filter(type), fieldNames.link, relation.name, renameModel);
  for (const list of target.lists) {
    const at = `${target.table.name}.${list}`;
    names.claim(orderField(type), orderNames.ofCount(list), at, renameField);
  }
  for (const column of target.shown) {
    const at = `${target.table.name}.${column.name}`;
    names.claim(orderField(type), orderNames.ofColumn(column.name), at, renameField);
  }
  for (const field of [...target.shown.map((column) => column.name), ...target.relations]) {
    names.claim(filter(type), field, `${target.table.name}.${field}`, renameField);
  }
  for (const column of relation.columns) {
    if (column.hidden) continue;
    const at = `${relation.name}.${column.name}`;
    names.claim(orderField(type), orderNames.ofLinkColumn(column.name), at, renameField);
    names.claim(input, column.name, at, renameField);
    names.claim(single, column.name, at, renameField);
  }
}

/** The input that creates a target has the owner's ID and the fields of the target's own input. */
function claimCreatedTarget(names: TakenNames, input: string, named: NamedEnd): void {
  const { relation, end, far, owner, target } = named;
  const { name } = target.table;
  names.claim(input, fieldNames.id(owner.table.one), owner.table.name, renameModel);
  if (end.position !== undefined) {
    for (const field of Object.values(placeNames)) {
      names.claim(input, field, 'every list with an order of its own', renameField);
    }
  }
  if (relation.columns.some((column) => !column.hidden)) {
    names.claim(input, fieldNames.link, relation.name, renameModel);
  }
  for (const column of target.inputs) {
    names.claim(input, column.name, `${name}.${column.name}`, renameField);
  }
  for (const other of target.ends) {
    if (other.end === far) continue;
    names.claim(input, fieldNames.ids(other.end.singular), `${name}.${other.end.field}`, renameEnd);
  }
}

/** Claims the names of the types of links, and of their columns as fields of edges. */
export function claimLink(names: TakenNames, { name, columns }: ManyToManyModel): void {
  names.claim('the schema', typeNames.input(name), name, renameModel);
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
