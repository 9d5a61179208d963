import { sql } from 'kysely';
import type { Sql } from '../kinds/kind.js';
import type { Link } from '../model/link.js';
import type { End } from '../model/tables.js';
import {
  keyRef,
  keysParameter,
  passedLinkColumns,
  selectedKey,
  storedColumns,
  tableRef,
  targetAsJson,
} from './columns.js';
import { groupsOf, type NewLink } from './link-groups.js';
import { insertedLinks } from './link-insertion.js';

/** The links of a new row along one relation. */
export interface NewLinks {
  /** The end of the new row. */
  readonly end: End;
  readonly links: readonly NewLink[];
  /** Whether to return the columns of the links with their targets, where they are shown. */
  readonly returned?: boolean;
}

/** The links of a new row along one relation, as tables of a statement. */
export class NewLinkTables {
  readonly #end: End;
  readonly #links: readonly NewLink[];
  readonly #keys: Sql;
  readonly #target: Sql;
  readonly #missing: Sql;
  readonly #inserted: string;
  readonly #link: Link | undefined;

  constructor(
    { end, links, returned }: NewLinks,
    readonly index: number,
  ) {
    this.#end = end;
    this.#links = links;
    this.#keys = keysParameter(end.target, sql`${links.map(({ target }) => target)}`);
    this.#target = sql.raw(`_target${index}`);
    this.#missing = sql.raw(`_missing${index}`);
    this.#inserted = `_inserted${index}`;
    this.#link = returned ? end.link : undefined;
  }

  /** SQL: all targets exist. */
  get isComplete(): Sql {
    return sql`NOT EXISTS (SELECT FROM ${this.#missing})`;
  }

  /**
   * SQL, parts of a WITH: the targets, locked in the order of their keys to avoid deadlocks, and the keys of missing targets. Targets whose
   * lists have an order of their own are locked as owners are.
   */
  locked(): Sql {
    const { target, back } = this.#end;
    const lock = back.position ? sql`FOR NO KEY UPDATE` : sql`FOR KEY SHARE`;
    const key = keyRef(target, 'node');
    return sql`
      ${this.#target} AS MATERIALIZED (
        SELECT ${storedColumns(target, 'node')} FROM ${tableRef(target)} AS node WHERE ${key} = ANY(${this.#keys}) ORDER BY ${key} ${lock}
      ),
      ${this.#missing} AS MATERIALIZED (SELECT unnest(${this.#keys}) AS key EXCEPT SELECT id FROM ${this.#target})`;
  }

  /** SQL, parts of a WITH: the links inserted. */
  inserted(): Sql[] {
    const { table, ownerColumn, targetColumn, columns } = this.#end;
    const from = sql`_created, ${this.#target} AS _target`;
    if (columns.length > 0) {
      const keys = { owner: sql`_created.id`, target: sql`_target.id` };
      const source = { ...keys, from, mayExist: false };
      return insertedLinks(this.#end, groupsOf(columns, this.#links), source, this.#inserted);
    }
    return [
      sql`${sql.raw(this.#inserted)} AS (
      INSERT INTO ${sql.table(table)} (${sql.id(ownerColumn)}, ${sql.id(targetColumn)})
      SELECT _created.id, _target.id FROM ${from} ORDER BY _target.id
    )`,
    ];
  }

  /** SQL for a SELECT list: the keys of missing targets. */
  get missing(): Sql {
    return sql`ARRAY(SELECT ${selectedKey(this.#end.target, sql`key`)} FROM ${this.#missing}) AS ${sql.raw(`missing${this.index}`)}`;
  }

  /** SQL for a SELECT list: the targets and the keys of missing targets. */
  results(): Sql[] {
    const { target } = this.#end;
    return [
      sql`(SELECT coalesce(json_agg(${targetAsJson({ target, link: this.#link }, '_target')}), '[]') FROM ${this.#linkedTargets()} AS _target) AS ${sql.raw(`targets${this.index}`)}`,
      this.missing,
    ];
  }

  /** SQL, for FROM: the targets, each with the columns of its link where these are returned. */
  #linkedTargets(): Sql {
    if (!this.#link) return this.#target;
    const inserted = sql.id(this.#inserted);
    return sql`(SELECT _target.*, ${passedLinkColumns(this.#link, this.#inserted)} FROM ${this.#target} AS _target LEFT JOIN ${inserted} ON ${inserted}.key = _target.id)`;
  }
}
