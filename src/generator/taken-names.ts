import type { Problems } from './problems.js';

/** The names in the schema of an API, to find two things with the same name. */
export class TakenNames {
  /** The place that has each name, by scope: a type, or `the schema` for the names of types. */
  readonly #scopes = new Map<string, Map<string, string>>();
  /** A place with a duplicate name often has it in several scopes. It is reported once. */
  readonly #reported = new Set<string>();

  constructor(readonly problems: Problems) {}

  /** Whether a name of `scope` is taken. */
  has(scope: string, name: string): boolean {
    return this.#scopes.get(scope)?.has(name) ?? false;
  }

  /** Notes that `place` has a name among those of `scope`; a problem is added if another place has it. */
  claim(scope: string, name: string, place: string, remedy: string): void {
    const names = this.#scopes.get(scope) ?? new Map<string, string>();
    this.#scopes.set(scope, names);
    const other = names.get(name);
    if (other === undefined) {
      names.set(name, place);
      return;
    }
    if (this.#reported.has(place)) return;
    this.#reported.add(place);
    const why = other === place ? 'used twice' : `also the name of ${other}`;
    this.problems.add(place, `its name \`${name}\` in ${scope} is ${why}`, remedy);
  }
}
