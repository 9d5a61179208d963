// SQL expressions that build JSON. Every argument is SQL of this folder; the values of a client are parameters.

/** The global ID of the row `type` under `alias`. */
function globalId(type: string, alias: string): string {
  return `encode(('${type}:' || ${alias}.id)::bytea, 'base64')`;
}

/** An article under `alias` as an object, with further fields, each as SQL: `'name', value`. */
export function articleJson(alias: string, ...fields: string[]): string {
  return `json_build_object(${["'id'", globalId('Article', alias), "'headline'", `${alias}.headline`, ...fields].join(', ')})`;
}

/** A publication under `alias` as an object, with further fields, each as SQL: `'name', value`. */
export function publicationJson(alias: string, ...fields: string[]): string {
  return `json_build_object(${["'id'", globalId('Publication', alias), "'title'", `${alias}.title`, ...fields].join(', ')})`;
}

/** The cursor of a row: JSON in base64url, without the line breaks of `encode`. */
function cursor(text: string, alias: string): string {
  const json = `json_build_array(${alias}.${text}, ${alias}.id)::text`;
  return `translate(encode(convert_to(${json}, 'UTF8'), 'base64'), E'+/=\\n', '-_')`;
}

/** A scalar: an object with the `nodes` of a connection. `rows` is SQL from FROM on. */
export function nodesJson(node: string, rows: string): string {
  return `(SELECT json_build_object('nodes', coalesce(json_agg(item.node), '[]')) FROM (SELECT ${node} AS node ${rows}) AS item)`;
}

/** A page: SQL, except for `alias`, the alias of its rows, and `text`, the name of the column that orders them. */
export interface Page {
  readonly node: string;
  readonly alias: string;
  readonly text: 'headline' | 'title';
  /** FROM, WHERE and ORDER BY. */
  readonly rows: string;
  readonly size: string;
}

/** A scalar: a page with cursors and `pageInfo`. `fields` are further fields, each as SQL: `'name', value`. */
export function pageJson({ node, alias, text, rows, size }: Page, ...fields: string[]): string {
  const rowCursor = cursor(text, alias);
  // FILTER is evaluated first, so no JSON is built for the additional row, which only says whether there is a next page.
  return `(
    SELECT json_build_object(
      'edges', coalesce(json_agg(json_build_object('cursor', ${rowCursor}, 'node', ${node})) FILTER (WHERE ${alias}.nth <= ${size}), '[]'),
      'pageInfo', json_build_object('hasNextPage', count(*) > ${size},
        'startCursor', min(${rowCursor}) FILTER (WHERE ${alias}.nth = 1),
        'endCursor', min(${rowCursor}) FILTER (WHERE ${alias}.nth = least(${size}, ${alias}.count)))${fields.map((field) => `, ${field}`).join('')})
    FROM (
      SELECT page.*, row_number() OVER () AS nth, count(*) OVER () AS count
      FROM (SELECT ${alias}.id, ${alias}.${text} ${rows} LIMIT ${size} + 1) AS page
    ) AS ${alias})`;
}
