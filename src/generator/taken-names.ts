import type { Problems } from './problems.js';

/** Finds names that two things of the schema would share. */
export class TakenNames {
  /** What has each name, by the names of its scope. */
  readonly #scopes = new Map<string, Map<string, string>>();
  /** A place whose name another has often clashes in several scopes; it is told once. */
  readonly #told = new Set<string>();

  constructor(readonly problems: Problems) {}

  /** Notes that `place` has a name among those of `scope`; a problem is added if another place has it. */
  claim(scope: string, name: string, place: string, remedy: string): void {
    const names = this.#scopes.get(scope) ?? new Map<string, string>();
    this.#scopes.set(scope, names);
    const other = names.get(name);
    if (other === undefined) {
      names.set(name, place);
      return;
    }
    if (this.#told.has(place)) return;
    this.#told.add(place);
    const why = other === place ? 'there twice' : `also that of ${other}`;
    this.problems.add(place, `its name \`${name}\` in ${scope} is ${why}`, remedy);
  }
}
