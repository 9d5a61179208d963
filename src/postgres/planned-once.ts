import { type RawBuilder, sql } from 'kysely';

/**
 * SQL, a comment that a statement begins with to be prepared once a connection, and planned for any parameters: half of
 * the time of a small page is planning. Only for a statement whose best plan is the same for all: none with a filter of a
 * client's, and none with nothing but a LIMIT that is a parameter, which the planner takes for a tenth of everything.
 *
 * PostgreSQL decides after five runs whether the one plan is as good as those were
 * (https://www.postgresql.org/docs/current/sql-prepare.html).
 */
export const plannedOnce: RawBuilder<unknown> = sql.raw('/* planned once */');

/** How many statements one connection may have prepared: each takes some of PostgreSQL's memory for as long as it lives. */
const maximum = 300;

/** Names for the statements that are planned once: the same text has the same name, and no other ever has it. */
export class StatementNames {
  readonly #names = new Map<string, string>();

  /** The name of a statement; undefined for one that is planned each time, as are those beyond the first `maximum`. */
  of(text: string): string | undefined {
    const known = this.#names.get(text);
    if (known !== undefined || this.#names.size >= maximum) return known;
    if (!text.trimStart().startsWith('/* planned once */')) return undefined;
    const name = `bothends_${this.#names.size}`;
    this.#names.set(text, name);
    return name;
  }
}
