import type {
  IntrospectionField,
  IntrospectionInputTypeRef,
  IntrospectionObjectType,
  IntrospectionOutputTypeRef,
  IntrospectionQuery,
} from 'graphql';
import { mutationNames } from '../engine/naming.js';

import type { ApiShape, ListShape, OtherEnds, RowShape } from './api-shape.js';

const pageArguments = ['first', 'after', 'last', 'before'];

type TypeRef = IntrospectionOutputTypeRef | IntrospectionInputTypeRef;

function nameOf(type: TypeRef): string {
  return type.kind === 'LIST' || type.kind === 'NON_NULL' ? nameOf(type.ofType) : type.name;
}
const isList = (type: TypeRef): boolean =>
  type.kind === 'LIST' || (type.kind === 'NON_NULL' && isList(type.ofType));

/** Reads the result of an introspection query. */
export function apiShape({ __schema }: IntrospectionQuery, otherEnds: OtherEnds = {}): ApiShape {
  const query = __schema.queryType.name;
  const mutation = __schema.mutationType?.name ?? 'Mutation';
  const types = new Map(__schema.types.map((type) => [type.name, type]));
  const objectOf = (name: string): IntrospectionObjectType | undefined => {
    const type = types.get(name);
    return type?.kind === 'OBJECT' ? type : undefined;
  };
  const fieldOf = (type: string, name: string): IntrospectionField | undefined =>
    objectOf(type)?.fields.find((field) => field.name === name);
  const payloadOf = (name: string) => {
    const field = fieldOf(mutation, name);
    return field && objectOf(nameOf(field.type));
  };

  const listOf = (parent: string, field: IntrospectionField): ListShape[] => {
    const connection = nameOf(field.type);
    const edges = fieldOf(connection, 'edges');
    const edge = edges && objectOf(nameOf(edges.type));
    const node = edge?.fields.find(({ name }) => name === 'node');
    if (!edge || !node || !fieldOf(connection, 'pageInfo')) return [];
    return [
      {
        parent,
        isRoot: parent === query,
        field: field.name,
        node: nameOf(node.type),
        edge: edge.name,
        connection,
        columns: edge.fields
          .map(({ name }) => name)
          .filter((name) => !/^(cursor|node)$/.test(name)),
        keyArguments: field.args
          .map(({ name }) => name)
          .filter((name) => !pageArguments.includes(name)),
      },
    ];
  };
  const lists = __schema.types.flatMap((type) =>
    type.kind === 'OBJECT' ? type.fields.flatMap((field) => listOf(type.name, field)) : [],
  );

  /** `Publication` of `addedPublicationEdges`, in the payload of the mutation that adds links; undefined if there is none. */
  const singularOf = ({ parent, field }: ListShape): string | undefined => {
    const payload = payloadOf(mutationNames.changeLinks('add', parent, field));
    const found = payload?.fields.map(({ name }) => /^added(\w+)Edges$/.exec(name)?.[1]);
    const singular = found?.find((name) => name !== undefined);
    return singular && singular.charAt(0).toLowerCase() + singular.slice(1);
  };
  const ends = lists.filter((list) => singularOf(list) !== undefined);
  const backOf = (list: ListShape): ListShape | undefined => {
    const told = otherEnds[`${list.parent}.${list.field}`];
    const between = (parent: string, node: string) =>
      ends.filter((end) => end.parent === parent && end.node === node);
    const candidates = between(list.node, list.parent);
    if (told !== undefined) return candidates.find(({ field }) => field === told);
    // Of a relation of a type with itself, the two lists are each other's, or its only one is its own.
    const others = candidates.filter((end) => end !== list);
    if (list.parent === list.node)
      return others.length === 0 ? list : others.length === 1 ? others[0] : undefined;
    return others.length === 1 && between(list.parent, list.node).length === 1
      ? others[0]
      : undefined;
  };

  const rowOf = ({ name: type, fields }: IntrospectionObjectType): RowShape => {
    const references = fields.filter(
      (field) =>
        !isList(field.type) && field.args.length === 0 && fieldOf(nameOf(field.type), 'id'),
    );
    return {
      type,
      one:
        payloadOf(mutationNames.create(type))?.fields.find((field) => nameOf(field.type) === type)
          ?.name ?? type.charAt(0).toLowerCase() + type.slice(1),
      root: lists.find((list) => list.isRoot && list.node === type),
      ends: ends
        .filter((list) => list.parent === type)
        .map((list) => ({ list, singular: singularOf(list) ?? '', back: backOf(list) })),
      references: references.map((field) => {
        const target = nameOf(field.type);
        const backs = lists.filter(
          (list) => list.parent === target && list.node === type && !ends.includes(list),
        );
        const others = references.filter((other) => nameOf(other.type) === target);
        return {
          field: field.name,
          target,
          back: backs.length === 1 && others.length === 1 ? backs[0] : undefined,
        };
      }),
    };
  };
  const rows = __schema.types.flatMap((type) =>
    type.kind === 'OBJECT' && type.interfaces.some(({ name }) => name === 'Node')
      ? [rowOf(type)]
      : [],
  );
  return {
    query,
    mutation,
    mutations: objectOf(mutation)?.fields.map(({ name }) => name) ?? [],
    lists,
    rows: new Map(rows.map((row) => [row.type, row])),
    possibleTypes: Object.fromEntries(
      __schema.types.flatMap((type) =>
        type.kind === 'INTERFACE' || type.kind === 'UNION'
          ? [[type.name, type.possibleTypes.map(({ name }) => name)]]
          : [],
      ),
    ),
    valueType: (type, field) => {
      const found = fieldOf(type, field);
      if (!found || isList(found.type)) return undefined;
      const value = types.get(nameOf(found.type));
      if (value?.kind === 'ENUM')
        return { name: value.name, values: value.enumValues.map(({ name }) => name) };
      return value?.kind === 'SCALAR' ? { name: value.name } : undefined;
    },
  };
}
