import fc from 'fast-check';
import type { ListedRow, OrderedRelation } from './playlists.js';

/** A place in the input of a mutation, by the index of a target. */
export interface PlaceInput {
  readonly at: 'after' | 'before' | 'first' | 'last';
  readonly target: number;
}

/** A change as a client sends it, with rows by their index. */
export interface OrderedStep {
  readonly end: 0 | 1;
  readonly verb: 'add' | 'set' | 'remove' | 'clear' | 'move' | 'create';
  readonly owner: number;
  readonly targets: readonly number[];
  readonly place: PlaceInput | undefined;
  /** Whether it is part of an update of the owner. */
  readonly inUpdate: boolean;
}

/** A link that is there before a program starts: its rows by index, and the index of a value for each column with positions. */
export interface OldLink {
  readonly rows: readonly [number, number];
  readonly places: readonly [number, number];
}

/** The links before a program starts, and its steps. */
export function orderedPrograms(relation: OrderedRelation) {
  const [{ owner, target }] = relation.ends;
  const [owners, targets] = [owner.rows.length, target.rows.length];
  const link = fc.record<OldLink>({
    rows: fc.tuple(fc.nat(owners - 1), fc.nat(targets - 1)),
    places: fc.tuple(fc.nat(5), fc.nat(5)),
  });
  const steps = ([0, 1] as const).map((end) => {
    const [owned, listed] = end === 0 ? [owners, targets] : [targets, owners];
    const hasPlaces = relation.ends[end].position !== undefined;
    const row = fc.nat(listed - 1);
    const place = fc.record<PlaceInput>({
      at: fc.constantFrom('after', 'before', 'after', 'before', 'first', 'last'),
      target: row,
    });
    return fc.record<OrderedStep>({
      inUpdate: fc.boolean(),
      end: fc.constant(end),
      verb: hasPlaces
        ? fc.constantFrom('add', 'add', 'set', 'remove', 'clear', 'move', 'move', 'move', 'create')
        : fc.constantFrom('add', 'set', 'remove', 'clear', 'create'),
      owner: fc.nat(owned - 1),
      targets: fc.array(row, { maxLength: 4 }),
      place: hasPlaces ? fc.option(place, { nil: undefined, freq: 3 }) : fc.constant(undefined),
    });
  });
  return fc.record({
    old: fc.uniqueArray(link, { maxLength: 12, selector: ({ rows }) => rows.join() }),
    steps: fc.array(
      fc.oneof(
        { weight: 3, arbitrary: steps[0] as (typeof steps)[0] },
        steps[1] as (typeof steps)[0],
      ),
      {
        minLength: 1,
        maxLength: 20,
      },
    ),
  });
}

/** Whether a step is part of an update of the owner, which has no places. */
export const isInUpdate = ({ inUpdate, verb }: OrderedStep) =>
  inUpdate && (verb === 'add' || verb === 'set' || verb === 'remove');

/** What a step must lead to: an error, or the targets that are added, removed and moved. */
export type OrderedOutcome =
  | { readonly code: string }
  | { readonly added: string[]; readonly removed: string[]; readonly moved: string[] };

/** The lists of one relation, seen from both ends, by the IDs of the rows. */
export class NaiveLists {
  readonly #lists: readonly [Map<string, string[]>, Map<string, string[]>] = [new Map(), new Map()];
  readonly #keys = new Map<string, string>();

  constructor(readonly relation: OrderedRelation) {
    for (const { rows } of relation.ends.map(({ owner }) => owner))
      for (const { id, key } of rows) this.#keys.set(id, key);
  }

  /** Takes note of a row that was created. */
  know({ id, key }: ListedRow): void {
    this.#keys.set(id, key);
  }

  /** The list of an owner. */
  list(end: 0 | 1, owner: string): string[] {
    const list = this.#lists[end].get(owner) ?? [];
    const { position, target } = this.relation.ends[end];
    if (position !== undefined) return list;
    const key = (id: string) => this.#keys.get(id) ?? '';
    return list.toSorted((a, b) => target.compare(key(a), key(b)));
  }

  /** The owners that have targets. */
  owners(end: 0 | 1): string[] {
    return [...this.#lists[end]].filter(([, list]) => list.length > 0).map(([owner]) => owner);
  }

  /** Links rows that are not linked: at an index of the list of `owner`, and at the end of those of the targets. */
  insert(end: 0 | 1, owner: string, targets: readonly string[], index: number): void {
    const list = this.#lists[end].get(owner) ?? [];
    this.#lists[end].set(owner, list.toSpliced(index, 0, ...targets));
    const back = this.#lists[1 - end];
    for (const target of targets) back?.set(target, [...(back.get(target) ?? []), owner]);
  }

  /** Takes note of a link as one end sees it: its target is the last of its owner. */
  put(end: 0 | 1, owner: string, target: string): void {
    this.#lists[end].set(owner, [...(this.#lists[end].get(owner) ?? []), target]);
  }

  #remove(end: 0 | 1, owner: string, targets: readonly string[]): void {
    const without = (
      lists: Map<string, string[]> | undefined,
      of: string,
      which: readonly string[],
    ) =>
      lists?.set(
        of,
        (lists.get(of) ?? []).filter((id) => !which.includes(id)),
      );
    without(this.#lists[end], owner, targets);
    for (const target of targets) without(this.#lists[1 - end], target, [owner]);
  }

  /** Makes a change, or none if it must be refused. A row that it creates has the ID `created`. */
  apply(step: OrderedStep, created: string): OrderedOutcome {
    const { end, verb } = step;
    const place = isInUpdate(step) ? undefined : step.place;
    const rowAt = (rows: readonly ListedRow[], at: number) => rows[at]?.id ?? '';
    const { owner: owners, target: rows, position } = this.relation.ends[end];
    const owner = rowAt(owners.rows, step.owner);
    const named = step.targets.map((at) => rowAt(rows.rows, at));
    const targets = [...new Set(named)];
    const list = this.list(end, owner);
    const none = { added: [], removed: [], moved: [] };
    const beside = place && rowAt(rows.rows, place.target);
    const isBeside = place?.at === 'after' || place?.at === 'before';
    const indexIn = (among: readonly string[]) => {
      if (!isBeside) return place?.at === 'first' ? 0 : among.length;
      return among.indexOf(beside ?? '') + (place.at === 'after' ? 1 : 0);
    };
    switch (verb) {
      case 'move': {
        if (!place || named.length !== targets.length) return { code: 'BAD_USER_INPUT' };
        if (isBeside && named.includes(beside ?? '')) return { code: 'BAD_USER_INPUT' };
        if (named.some((id) => !list.includes(id))) return { code: 'NOT_FOUND' };
        if (isBeside && !list.includes(beside ?? '')) return { code: 'NOT_FOUND' };
        const others = list.filter((id) => !named.includes(id));
        this.#lists[end].set(owner, others.toSpliced(indexIn(others), 0, ...named));
        return { ...none, moved: named };
      }
      case 'add':
      case 'create': {
        if (isBeside && !list.includes(beside ?? '')) return { code: 'NOT_FOUND' };
        const added = verb === 'create' ? [created] : targets.filter((id) => !list.includes(id));
        this.insert(end, owner, added, indexIn(list));
        return { ...none, added: this.list(end, owner).filter((id) => added.includes(id)) };
      }
      case 'set': {
        const removed = list.filter((id) => !targets.includes(id));
        const added = targets.filter((id) => !list.includes(id));
        this.#remove(end, owner, removed);
        this.insert(end, owner, added, list.length);
        if (position !== undefined) this.#lists[end].set(owner, targets);
        return {
          ...none,
          added: this.list(end, owner).filter((id) => added.includes(id)),
          removed,
        };
      }
      case 'remove':
      case 'clear': {
        const removed = list.filter((id) => verb === 'clear' || targets.includes(id));
        this.#remove(end, owner, removed);
        return { ...none, removed };
      }
    }
  }
}
