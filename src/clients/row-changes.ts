import { fieldNames } from '../engine/naming.js';
import {
  type ApiShape,
  type EndShape,
  endNames,
  type ListShape,
  type RowShape,
} from './api-shape.js';
import type { CachedEdge } from './cached-list.js';
import { edgeIn, edgesIn, type Fields, idsIn, texts } from './payload-edges.js';

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

interface LinksChanged {
  /** Undefined if it was not selected. */
  readonly added: readonly CachedEdge[] | undefined;
  readonly removed: readonly string[] | undefined;
  /** The owner's edge, for the lists at the other end. */
  readonly edge: CachedEdge | undefined;
}

/** The changes of both ends' lists after links of `owner` were changed. */
export function linksChanged(
  { list, back }: EndShape,
  owner: string,
  change: LinksChanged,
): Change[] {
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
export function created(
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
export function updated(api: ApiShape, row: RowShape, input: Fields, payload: Fields): Change[] {
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

/** The lists of rows of a type. */
export const listsWith = ({ lists }: ApiShape, node: string) =>
  lists.filter((list) => list.node === node);
