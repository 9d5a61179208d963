import fc from 'fast-check';
import type { EndName, GuildRow, TestedEnd } from './guild.js';

/** The columns of a link, by name, as the API takes and shows them. */
export type LinkColumns = Readonly<Record<string, unknown>>;

/** A change of links as a client sends it, rows by their place among the end's. */
export interface LinkProgramStep {
  readonly end: EndName;
  readonly verb: 'add' | 'set' | 'remove' | 'clear' | 'update';
  readonly owner: number;
  readonly targets: readonly number[] | undefined;
  readonly link: LinkColumns | undefined;
  readonly singles:
    | readonly { readonly target: number; readonly columns: LinkColumns }[]
    | undefined;
  /** Of `update`. */
  readonly target: number;
  readonly columns: LinkColumns;
}

/** Values of each column that can be set, as they come back. */
const settable: Readonly<Record<'follow' | 'placing', Readonly<Record<string, unknown[]>>>> = {
  follow: {
    int: [1, -2_147_483_648, 7],
    shade: ['PALE', 'DARK', 'MEDIUM'],
    anyText: ['a', 'it\'s "so"', '\\', '{}', '😀', null],
    anyUuid: ['123e4567-e89b-12d3-a456-426614174000', null],
    anySmallint: [0, -32_768, null],
    anyBigint: ['9223372036854775807', null],
    anyFloat: [0.1, -1.5, null],
    anyDecimal: ['12345678901234567890.12345678901234567891', '0', null],
    anyBoolean: [true, false, null],
    anyTimestamptz: ['2026-11-25T04:05:06.789Z', null],
    anyDate: ['2026-11-25', '0001-01-01', null],
    anyShade: ['DARK', null],
    words: [[], ['a', ' ', 'it\'s "so", {\\}', 'NULL'], ['b']],
    extra: [{ a: [1, 'x"y'] }, 'text', 1.5, null],
    bytes: ['AP8=', '', null],
  },
  placing: { int: [1, 2, 3, 4], anySmallint: [1, 2, null] },
};

/** What a column has that no input sets. */
const defaults: Readonly<Record<'follow' | 'placing', LinkColumns>> = {
  follow: {
    ...Object.fromEntries(Object.keys(settable.follow).map((name) => [name, null])),
    int: 1,
    shade: 'PALE',
    words: [],
  },
  placing: { anySmallint: null },
};

const modelOf = (end: EndName) => (end.startsWith('Person') ? 'follow' : 'placing');

/** The names of the columns that a mutation through this end can set. */
export const settableOf = (end: EndName): string[] => Object.keys(settable[modelOf(end)]);

/** What a new link has, given what is set. */
export const newColumns = (end: EndName, set: LinkColumns): LinkColumns => ({
  ...defaults[modelOf(end)],
  ...set,
});

const columnsFor = (end: EndName): fc.Arbitrary<LinkColumns> =>
  fc.record(
    Object.fromEntries(
      Object.entries(settable[modelOf(end)]).map(([name, values]) => [
        name,
        fc.constantFrom(...values),
      ]),
    ),
    { requiredKeys: [] },
  );

/** Changes through this end, mostly without mistakes. */
export function linkSteps(end: EndName, sizes: { owners: number; targets: number }) {
  const target = fc.nat({ max: sizes.targets - 1 });
  const columns = columnsFor(end);
  return fc.record<LinkProgramStep>({
    end: fc.constant(end),
    verb: fc.constantFrom('add', 'add', 'set', 'set', 'remove', 'clear', 'update', 'update'),
    owner: fc.nat({ max: sizes.owners - 1 }),
    targets: fc.option(fc.array(target, { maxLength: 5 }), { nil: undefined, freq: 4 }),
    link: fc.option(
      columns.chain((some) =>
        fc.constantFrom(some, modelOf(end) === 'placing' ? { int: 1, ...some } : some),
      ),
      { nil: undefined, freq: 3 },
    ),
    singles: fc.option(
      fc.uniqueArray(fc.record({ target, columns }), {
        maxLength: 4,
        selector: (single) => single.target,
      }),
      { nil: undefined },
    ),
    target,
    columns,
  });
}

/** A link in memory. */
export interface KnownLink {
  readonly ids: readonly [string, string];
  readonly columns: LinkColumns;
}

/** What a step must lead to: an error's code, or the targets of the links made and removed. */
export type Outcome =
  | { readonly code: string }
  | { readonly added: readonly GuildRow[]; readonly removed: readonly GuildRow[] };

/** The links of one relation, changed one by one. */
export class NaiveLinks {
  readonly links = new Map<string, KnownLink>();

  #key(end: TestedEnd, owner: GuildRow, target: GuildRow): string {
    return (end.side === 0 ? [owner.id, target.id] : [target.id, owner.id]).join(' ');
  }

  /** The columns of a link; undefined where there is none. */
  columns(end: TestedEnd, owner: GuildRow, target: GuildRow): LinkColumns | undefined {
    return this.links.get(this.#key(end, owner, target))?.columns;
  }

  /** Sets what is known of a link. */
  put(end: TestedEnd, owner: GuildRow, target: GuildRow, columns: LinkColumns): void {
    const ids = end.side === 0 ? [owner.id, target.id] : [target.id, owner.id];
    this.links.set(this.#key(end, owner, target), { ids: [ids[0] ?? '', ids[1] ?? ''], columns });
  }

  /** Makes a change, or none if it must be refused. */
  apply(end: TestedEnd, name: EndName, step: LinkProgramStep): Outcome {
    const row = (rows: readonly GuildRow[], at: number) => rows[at] as GuildRow;
    const owner = row(end.owners, step.owner);
    const has = (target: GuildRow) => this.columns(end, owner, target) !== undefined;
    const linked = end.targets.filter(has);
    const before = new Map(this.links);
    const outcome = ((): Outcome => {
      if (step.verb === 'update') {
        const target = row(end.targets, step.target);
        const known = this.columns(end, owner, target);
        if (!known) return { code: 'NOT_FOUND' };
        this.put(end, owner, target, { ...known, ...step.columns });
        return { added: [], removed: [] };
      }
      const listed = [...new Set(step.targets ?? [])];
      const singles = step.singles ?? [];
      const adds = step.verb === 'add' || step.verb === 'set';
      if (adds && isWrong(name, step, listed)) return { code: 'BAD_USER_INPUT' };
      const wanted = new Map([
        ...listed.map((at) => [row(end.targets, at), step.link ?? {}] as const),
        ...(adds ? singles : []).map(
          ({ target, columns }) =>
            [row(end.targets, target), { ...step.link, ...columns }] as const,
        ),
      ]);
      const removed = linked.filter((target) => {
        if (step.verb === 'add') return false;
        if (step.verb === 'clear') return true;
        return wanted.has(target) === (step.verb === 'remove');
      });
      const added = adds ? [...wanted.keys()].filter((target) => !has(target)) : [];
      for (const target of removed) this.links.delete(this.#key(end, owner, target));
      for (const target of added)
        this.put(end, owner, target, newColumns(name, wanted.get(target) ?? {}));
      return { added, removed };
    })();
    if (!this.#hasDuplicates(name)) return outcome;
    this.links.clear();
    for (const [key, link] of before) this.links.set(key, link);
    return { code: 'CONFLICT' };
  }

  /** Whether two tracks have the same place on one album. */
  #hasDuplicates(name: EndName): boolean {
    if (modelOf(name) === 'follow') return false;
    const places = [...this.links.values()].map(({ ids, columns }) => `${ids[0]} ${columns.int}`);
    return new Set(places).size < places.length;
  }
}

/** Whether an input names no list, a target twice, or leaves out a column that has no default. */
function isWrong(name: EndName, { link, singles, targets }: LinkProgramStep, listed: number[]) {
  if (!targets && !singles) return true;
  if (singles?.some(({ target }) => listed.includes(target))) return true;
  if (modelOf(name) === 'follow') return false;
  // An EnrolmentInput itself is refused without its required columns.
  if (link) return !('int' in link);
  return listed.length > 0 || (singles ?? []).some(({ columns }) => !('int' in columns));
}
