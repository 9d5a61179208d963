import { type MutationCall, mutations, type OperationCase, times } from './operation-case.js';
import { author, book, listLength, playlist, song } from './schemas.js';

/** A list of 100,000 rows with an order of its own. */
interface OrderedList {
  readonly name: string;
  readonly owner: string;
  readonly ownerId: string;
  readonly field: string;
  readonly targetIds: string;
  readonly edges: string;
  readonly idOf: (index: number) => string;
  readonly ownerAt: (index: number) => string;
  readonly pairId: string;
}

const lists: readonly OrderedList[] = [
  {
    name: 'String',
    owner: 'Playlist',
    ownerId: 'playlistId',
    field: 'Songs',
    targetIds: 'songIds',
    edges: 'SongEdges { cursor node { id } }',
    idOf: song,
    ownerAt: playlist,
    pairId: 'songId',
  },
  {
    name: 'BigInt, and Int of the other end',
    owner: 'Author',
    ownerId: 'authorId',
    field: 'Books',
    targetIds: 'bookIds',
    edges: 'BookEdges { cursor node { id } }',
    idOf: book,
    ownerAt: author,
    pairId: 'bookId',
  },
  {
    name: 'Int, and BigInt of the other end',
    owner: 'Book',
    ownerId: 'bookId',
    field: 'Authors',
    targetIds: 'authorIds',
    edges: 'AuthorEdges { cursor node { id } }',
    idOf: author,
    ownerAt: book,
    pairId: 'authorId',
  },
];

const middle = listLength / 2;
/** Rows that are not in a list, after those that are. */
const others = listLength + 1;

function casesOf(list: OrderedList): OperationCase[] {
  const { name, owner, ownerId, field, targetIds, edges, idOf, ownerAt, pairId } = list;
  const group = `ordered list, ${name}`;
  const call = (
    verb: string,
    from: number,
    size: number,
    place = {},
    payload = '__typename',
  ): MutationCall => ({
    name: `${verb}${owner}${field}`,
    input: {
      [ownerId]: ownerAt(1),
      [targetIds]: times(size, (index) => idOf(from + index)),
      ...place,
    },
    payload,
  });
  const after = { after: idOf(middle) };
  const pairs = (size: number, isOneOwner: boolean) =>
    times(size, (index) => ({
      [ownerId]: ownerAt(isOneOwner ? 1 : 2 + index),
      [pairId]: idOf(isOneOwner ? others + index : middle + (index % 100)),
    }));
  const ofPairs = (verb: 'link' | 'unlink', size: number, isOneOwner: boolean): MutationCall => ({
    name: `${verb}${owner}s${field}`,
    input: { links: pairs(size, isOneOwner) },
    payload: verb === 'link' ? `changes { added${edges} }` : '__typename',
  });
  return [
    {
      group,
      name: 'move',
      unit: 'IDs',
      schema: 'playlists',
      largest: 10_000,
      make: (size) => mutations([call('move', 1, size, after, `moved${edges}`)]),
    },
    {
      group,
      name: 'n × move 1,000',
      unit: 'mutations',
      schema: 'playlists',
      largest: 50,
      make: (size) =>
        mutations(times(size, (index) => call('move', 1 + index * 1_000, 1_000, after))),
    },
    {
      group,
      name: 'n × move 1',
      unit: 'mutations',
      schema: 'playlists',
      largest: 1_000,
      make: (size) => mutations(times(size, (index) => call('move', 1 + index, 1, after))),
    },
    {
      group,
      name: 'add, then remove',
      unit: 'IDs',
      schema: 'playlists',
      largest: 10_000,
      make: (size) =>
        mutations([
          call('add', others, size, after, `added${edges}`),
          call('remove', others, size),
        ]),
    },
    {
      group,
      name: 'n × add 1, then remove',
      unit: 'mutations',
      schema: 'playlists',
      largest: 500,
      make: (size) =>
        mutations([
          ...times(size, (index) => call('add', others + index, 1, { before: idOf(middle) })),
          call('remove', others, size),
        ]),
    },
    {
      group,
      name: 'n × add 1 at the end, then remove',
      unit: 'mutations',
      schema: 'playlists',
      largest: 500,
      make: (size) =>
        mutations([
          ...times(size, (index) => call('add', others + index, 1)),
          call('remove', others, size),
        ]),
    },
    {
      group,
      name: 'n × update with add 1, then remove',
      unit: 'mutations',
      schema: 'playlists',
      largest: 1_000,
      make: (size) =>
        mutations([
          ...times(size, (index) => ({
            name: `update${owner}`,
            input: {
              id: ownerAt(1),
              [field.toLowerCase()]: { add: [idOf(others + index)] },
            },
            payload: '__typename',
          })),
          call('remove', others, size),
        ]),
    },
    ...[true, false].map(
      (isOneOwner): OperationCase => ({
        group,
        name: `link pairs of ${isOneOwner ? 'one owner' : 'n owners'}, then unlink`,
        unit: 'pairs',
        schema: 'playlists',
        largest: 9_000,
        make: (size) =>
          mutations([ofPairs('link', size, isOneOwner), ofPairs('unlink', size, isOneOwner)]),
      }),
    ),
    {
      group,
      name: 'n × unlink 1,000 pairs of none',
      unit: 'mutations',
      schema: 'playlists',
      largest: 50,
      make: (size) => mutations(times(size, () => ofPairs('unlink', 1_000, false))),
    },
  ];
}

/** New rows of which each is the last of ordered lists, deleted in the same request. */
const newRows: readonly OperationCase[] = [
  {
    group: 'ordered list, new rows',
    name: 'create rows with n songs, then delete them',
    unit: 'rows',
    schema: 'playlists',
    largest: 1_000,
    make: (size) =>
      mutations([
        {
          name: 'createPlaylists',
          input: {
            playlists: times(size, () => ({
              name: 'new',
              songIds: times(100, (index) => song(1 + index)),
            })),
          },
          payload: '__typename',
        },
        {
          name: 'deletePlaylists',
          input: { where: { name: { equals: 'new' } } },
          payload: 'deletedCount',
        },
      ]),
  },
  {
    group: 'ordered list, new rows',
    name: 'create rows as the last of 100 lists, then delete them',
    unit: 'rows',
    schema: 'playlists',
    largest: 1_000,
    make: (size) =>
      mutations([
        {
          name: 'createSongs',
          input: {
            songs: times(size, () => ({
              title: 'new',
              playlistIds: times(100, (index) => playlist(1 + index)),
            })),
          },
          payload: '__typename',
        },
        {
          name: 'deleteSongs',
          input: { where: { title: { equals: 'new' } } },
          payload: 'deletedCount',
        },
      ]),
  },
  {
    group: 'ordered list, new rows',
    name: 'create one row as the last of n lists, then delete it',
    unit: 'lists',
    schema: 'playlists',
    largest: 10_000,
    make: (size) =>
      mutations([
        {
          name: 'createSongs',
          input: {
            songs: [{ title: 'new', playlistIds: times(size, (index) => playlist(1 + index)) }],
          },
          payload: '__typename',
        },
        {
          name: 'deleteSongs',
          input: { where: { title: { equals: 'new' } } },
          payload: 'deletedCount',
        },
      ]),
  },
];

/** Changes of lists of 100,000 rows that have an order of their own. Each leaves the list with as many rows as before. */
export const orderedListCases: readonly OperationCase[] = [...lists.flatMap(casesOf), ...newRows];
