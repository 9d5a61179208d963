import { fieldNames, mutationNames } from '../engine/naming.js';
import {
  type ApiShape,
  type EndShape,
  endNames,
  type ListShape,
  type RowShape,
} from './api-shape.js';
import type { CachedEdge } from './cached-list.js';

/** What a mutation has changed, as far as lists show it. */
export type Change =
  | {
      readonly kind: 'add';
      readonly list: ListShape;
      readonly parent?: string;
      readonly edge: CachedEdge;
    }
  | {
      readonly kind: 'remove';
      readonly list: ListShape;
      readonly parent: string;
      readonly id: string;
    }
  | { readonly kind: 'clear'; readonly list: ListShape; readonly parent: string }
  | { readonly kind: 'delete'; readonly type: string; readonly id: string }
  /** A row may have another place in lists of its type. */
  | { readonly kind: 'move'; readonly type: string; readonly edge: CachedEdge }
  /** It is not known what has changed in the lists, of this row or of all. */
  | { readonly kind: 'unknown'; readonly list: ListShape; readonly parent?: string };

/** An object of the input or of the payload. */
type Fields = Readonly<Record<string, unknown>>;

/** Tells the changes of a mutation from its input and from what was selected of its payload. */
export type ReadChanges = (input: Fields, payload: Fields) => Change[];

/** How to tell the changes of each mutation that the library makes. */
export function mutationChanges(api: ApiShape): ReadonlyMap<string, ReadChanges> {
  const all = [...api.rows.values()].flatMap((row) => [
    ...rowMutations(api, row),
    ...row.ends.flatMap((end) => endMutations(api, row, end)),
  ]);
  const known = new Set(api.mutations);
  return new Map(all.filter(([name]) => known.has(name)));
}

type Named = readonly [name: string, read: ReadChanges];

function rowMutations(api: ApiShape, row: RowShape): Named[] {
  const { type, one } = row;
  const deletedMany = api.mutations.filter((name) => name.startsWith('delete'));
  const deleteChanges: ReadChanges = (input, payload) => {
    const ids = [payload[fieldNames.deletedIds(type)] ?? payload[fieldNames.deletedId(type)] ?? []];
    const found = texts(ids.flat());
    const id = found.length === 0 && typeof input.id === 'string' ? [input.id] : found;
    if (id.length === 0 && !Array.isArray(payload[fieldNames.deletedIds(type)]))
      return listsWith(api, type).map((list) => ({ kind: 'unknown', list }));
    return [
      ...id.map((each): Change => ({ kind: 'delete', type, id: each })),
      // Rows that referred to it may be deleted too, or refer to none.
      ...[...api.rows.values()]
        .filter(({ references }) => references.some(({ target }) => target === type))
        .flatMap((other) => listsWith(api, other.type))
        .map((list): Change => ({ kind: 'unknown', list })),
    ];
  };
  const unknown: ReadChanges = () => [
    ...listsWith(api, type).map((list): Change => ({ kind: 'unknown', list })),
    ...row.ends.flatMap(({ back }): Change[] => (back ? [{ kind: 'unknown', list: back }] : [])),
  ];
  return [
    [
      mutationNames.create(type),
      (input, payload) => created(api, row, input, edgeIn(payload, fieldNames.edge(one))),
    ],
    // Too many rows to find a place for each.
    ...(row.root ? [[mutationNames.createMany(row.root.field), unknown] as const] : []),
    [mutationNames.update(type), (input, payload) => updated(api, row, input, payload)],
    [mutationNames.delete(type), deleteChanges],
    // `deleteFaculties`: its name has the plural, which is that of the root list.
    ...deletedMany
      .filter((name) => row.root && name === mutationNames.deleteMany(row.root.field))
      .map((name): Named => [name, deleteChanges]),
  ];
}

function endMutations(api: ApiShape, row: RowShape, end: EndShape): Named[] {
  const { list, singular } = end;
  const names = endNames(end);
  const owner = (input: Fields) => String(input[fieldNames.id(row.one)]);
  const linkChanges =
    (verb: 'add' | 'remove' | 'set' | 'clear'): ReadChanges =>
    (input, payload) => {
      const parent = owner(input);
      const changes = linksChanged(end, parent, {
        added: verb === 'add' || verb === 'set' ? edgesIn(payload, names.added) : [],
        removed: verb === 'add' ? [] : idsIn(payload, names.removed),
        edge: edgeIn(payload, fieldNames.edge(row.one)),
      });
      return verb === 'clear' ? [{ kind: 'clear', list, parent }, ...changes] : changes;
    };
  const target = api.rows.get(list.node);
  /** The lists of two rows, which the edges in the cache no longer show as they are. */
  const unknown = (input: Fields): Change[] => {
    const id = input[fieldNames.id(singular)];
    return [
      { kind: 'unknown', list, parent: owner(input) },
      ...(end.back && typeof id === 'string'
        ? [{ kind: 'unknown', list: end.back, parent: id } as const]
        : []),
    ];
  };
  // Inputs of the mutation, with the IDs of two rows each.
  const pairs: ReadChanges = (input) => ((input.links ?? []) as readonly Fields[]).flatMap(unknown);
  return [
    [mutationNames.updateLink(list.parent, singular), unknown],
    [mutationNames.changeLinks('move', list.parent, list.field), unknown],
    ...(row.root
      ? (['link', 'unlink'] as const).map(
          (verb): Named => [
            mutationNames.changePairs(verb, row.root?.field ?? '', list.field),
            pairs,
          ],
        )
      : []),
    ...(['add', 'remove', 'set', 'clear'] as const).map(
      (verb): Named => [
        mutationNames.changeLinks(verb, list.parent, list.field),
        linkChanges(verb),
      ],
    ),
    [
      mutationNames.createTarget(list.parent, singular),
      (input, payload) => {
        const edge = edgeIn(payload, names.edge);
        const parent = owner(input);
        return [
          edge ? { kind: 'add', list, parent, edge } : ({ kind: 'unknown', list, parent } as const),
          ...(target ? created(api, target, input, edge) : []),
        ];
      },
    ],
  ];
}

interface LinksChanged {
  /** Undefined if it was not selected. */
  readonly added: readonly CachedEdge[] | undefined;
  readonly removed: readonly string[] | undefined;
  /** The owner's edge, for the lists at the other end. */
  readonly edge: CachedEdge | undefined;
}

/** The changes of both ends' lists after links of `owner` were changed. */
function linksChanged({ list, back }: EndShape, owner: string, change: LinksChanged): Change[] {
  const { added, removed, edge } = change;
  if (!added || !removed)
    return [
      { kind: 'unknown', list, parent: owner },
      ...(back ? [{ kind: 'unknown', list: back } as const] : []),
    ];
  return [
    ...added.flatMap((target): Change[] => [
      { kind: 'add', list, parent: owner, edge: target },
      ...(back ? [addedTo(back, target.id, edge && { ...edge, columns: target.columns })] : []),
    ]),
    ...removed.flatMap((id): Change[] => [
      { kind: 'remove', list, parent: owner, id },
      ...(back ? [{ kind: 'remove', list: back, parent: id, id: owner } as const] : []),
    ]),
  ];
}

const addedTo = (list: ListShape, parent: string, edge: CachedEdge | undefined): Change =>
  edge ? { kind: 'add', list, parent, edge } : { kind: 'unknown', list, parent };

/** The changes after a row was created with an input that may link it to others. */
function created(
  api: ApiShape,
  { type, root, ends, references }: RowShape,
  input: Fields,
  edge: CachedEdge | undefined,
): Change[] {
  if (!edge) return listsWith(api, type).map((list) => ({ kind: 'unknown', list }));
  const plain = { ...edge, columns: {} };
  return [
    ...(root ? [{ kind: 'add', list: root, edge: plain } as const] : []),
    ...ends.flatMap((end): Change[] => {
      const ids = texts([input[endNames(end).ids] ?? []].flat());
      const { back } = end;
      return back ? ids.map((id) => addedTo(back, id, plain)) : [];
    }),
    ...references.flatMap(({ field, back }): Change[] => {
      const id = input[fieldNames.id(field)];
      return back && typeof id === 'string' ? [addedTo(back, id, plain)] : [];
    }),
  ];
}

/** The changes after an update of a row's columns, references and links. */
function updated(api: ApiShape, row: RowShape, input: Fields, payload: Fields): Change[] {
  const { type, one, ends, references } = row;
  const id = String(input.id);
  const edge = edgeIn(payload, fieldNames.edge(one));
  const changedEnds = ends.filter(({ list }) => input[list.field] !== undefined);
  const others = ['id', ...ends.map(({ list }) => list.field)];
  const changesColumns = Object.keys(input).some((name) => !others.includes(name));
  return [
    ...(changesColumns ? [{ kind: 'move', type, edge: edge ?? { id, columns: {} } } as const] : []),
    ...changedEnds.flatMap((end) =>
      linksChanged(end, id, {
        added: edgesIn(payload, endNames(end).added),
        removed: idsIn(payload, endNames(end).removed),
        edge,
      }),
    ),
    // The row that it referred to before is not known.
    ...references
      .filter(({ field }) => input[fieldNames.id(field)] !== undefined)
      .flatMap(({ target }) =>
        api.lists.filter((list) => list.parent === target && list.node === type),
      )
      .map((list): Change => ({ kind: 'unknown', list })),
  ];
}

const listsWith = ({ lists }: ApiShape, node: string) => lists.filter((list) => list.node === node);

const texts = (values: readonly unknown[]) => values.filter((value) => typeof value === 'string');

function idsIn(payload: Fields, field: string): string[] | undefined {
  const ids = payload[field];
  return Array.isArray(ids) ? texts(ids) : undefined;
}

function edgesIn(payload: Fields, field: string): CachedEdge[] | undefined {
  const edges = payload[field];
  if (!Array.isArray(edges)) return undefined;
  const read = edges.map(edgeOf);
  return read.every((edge) => edge !== undefined) ? read : undefined;
}

const edgeIn = (payload: Fields, field: string) => edgeOf(payload[field]);

function edgeOf(value: unknown): CachedEdge | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  // An edge as it was selected.
  const { cursor, node, __typename, ...columns } = value as Fields & {
    readonly node?: { readonly id?: unknown };
  };
  if (typeof node?.id !== 'string') return undefined;
  return { id: node.id, cursor: typeof cursor === 'string' ? cursor : undefined, columns };
}
