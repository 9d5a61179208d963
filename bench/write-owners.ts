import pg from 'pg';
import type { End, LinkChange, LinkVerb } from './peers/peer.js';

/** A change of links, with the links before it and the expected links after it. */
export interface Scenario {
  readonly verb: LinkVerb;
  readonly change: LinkChange;
  readonly before: readonly number[];
  readonly after: readonly number[];
}

const columns = {
  article: { own: '"A"', far: '"B"' },
  publication: { own: '"B"', far: '"A"' },
} as const;

/** The database for mutations, in which the benchmark creates owners, restores their links and checks them. */
export class WriteDatabase {
  readonly #pool: pg.Pool;

  /** Connects to the database at `url` with the first statement. */
  constructor(url: string) {
    this.#pool = new pg.Pool({ connectionString: url, max: 1 });
  }

  /** Creates `count` rows without links, and returns their keys. */
  async makeOwners(end: End, count: number): Promise<number[]> {
    const [table, text] =
      end === 'article' ? ['"Article"', 'headline'] : ['"Publication"', 'title'];
    const { rows } = await this.#pool.query(
      `INSERT INTO ${table} (${text}) SELECT 'Zz owner ' || i FROM generate_series(1, $1::int) AS i RETURNING id`,
      [count],
    );
    return rows.map(({ id }) => Number(id));
  }

  /** The keys of the first `count` rows of the other type, by key. */
  async targets(end: End, count: number): Promise<number[]> {
    const table = end === 'article' ? '"Publication"' : '"Article"';
    const { rows } = await this.#pool.query(`SELECT id FROM ${table} ORDER BY id LIMIT $1`, [
      count,
    ]);
    return rows.map(({ id }) => Number(id));
  }

  /** Restores the links of each scenario's owner. */
  async restore(end: End, scenarios: readonly Scenario[]): Promise<void> {
    const { own, far } = columns[end];
    const owners = scenarios.map(({ change }) => change.owner);
    await this.#pool.query(`DELETE FROM "_ArticleToPublication" WHERE ${own} = ANY ($1)`, [owners]);
    const pairs = scenarios.flatMap(({ change, before }) =>
      before.map((target) => [change.owner, target] as const),
    );
    await this.#pool.query(
      `INSERT INTO "_ArticleToPublication" (${own}, ${far}) SELECT * FROM unnest($1::int[], $2::int[])`,
      [pairs.map(([owner]) => owner), pairs.map(([, target]) => target)],
    );
  }

  /** Throws unless each scenario's owner has exactly its expected links. `label` is the name of the server. */
  async check(end: End, scenarios: readonly Scenario[], label: string): Promise<void> {
    const { own, far } = columns[end];
    const { rows } = await this.#pool.query(
      `SELECT ${own} AS owner, array_agg(${far} ORDER BY ${far}) AS links FROM "_ArticleToPublication" WHERE ${own} = ANY ($1) GROUP BY 1`,
      [scenarios.map(({ change }) => change.owner)],
    );
    const found = new Map<number, readonly number[]>(
      rows.map(({ owner, links }) => [owner, links]),
    );
    for (const { verb, change, after } of scenarios) {
      const links = found.get(change.owner) ?? [];
      const expected = after.toSorted((a, b) => a - b);
      if (
        links.length !== expected.length ||
        links.some((link, index) => link !== expected[index])
      ) {
        throw new Error(
          `${label}: after ${verb}, the ${end} ${change.owner} has ${links.length} links [${links.slice(0, 10)} …] instead of ${expected.length} [${expected.slice(0, 10)} …]`,
        );
      }
    }
  }

  /** Updates the planner's statistics. */
  async analyze(): Promise<void> {
    await this.#pool.query('VACUUM (ANALYZE) "Article", "Publication", "_ArticleToPublication"');
  }

  /** Closes the connection. */
  async close(): Promise<void> {
    await this.#pool.end();
  }
}

/** The scenario of a verb with `targets`, on an owner with the links `before`. */
export function scenarioOf(
  verb: LinkVerb,
  end: End,
  owner: number,
  before: readonly number[],
  targets: readonly number[],
): Scenario {
  const [had, named] = [new Set(before), new Set(targets)];
  const missing = targets.filter((target) => !had.has(target));
  const surplus = verb === 'clear' ? before : before.filter((target) => !named.has(target));
  const after = {
    add: [...before, ...missing],
    remove: surplus,
    set: targets,
    clear: [],
  }[verb];
  return { verb, change: { end, owner, targets, missing, surplus }, before, after };
}
