import { fieldNames, mutationNames } from '../engine/naming.js';
import { type ApiShape, type EndShape, endNames, type RowShape } from './api-shape.js';
import { edgeIn, edgesIn, type Fields, idsIn, texts } from './payload-edges.js';
import { type Change, created, linksChanged, listsWith, updated } from './row-changes.js';

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
