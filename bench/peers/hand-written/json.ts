// Pieces of SQL that build JSON. Every argument is SQL of this folder; what a client sends comes as $1 and the like.

/** The global ID of the row `type` under `alias`. */
function globalId(type: string, alias: string): string {
  return `encode(('${type}:' || ${alias}.id)::bytea, 'base64')`;
}

/** An article under `alias` as an object, with more fields: SQL of `'name', value` each. */
export function articleJson(alias: string, ...fields: string[]): string {
  return `json_build_object(${["'id'", globalId('Article', alias), "'headline'", `${alias}.headline`, ...fields].join(', ')})`;
}

/** A publication under `alias` as an object, with more fields: SQL of `'name', value` each. */
export function publicationJson(alias: string, ...fields: string[]): string {
  return `json_build_object(${["'id'", globalId('Publication', alias), "'title'", `${alias}.title`, ...fields].join(', ')})`;
}

/** The place of a row in its order, for a page behind it: base64url of JSON, which has no lines as `encode` makes them. */
function cursor(text: string, alias: string): string {
  const json = `json_build_array(${alias}.${text}, ${alias}.id)::text`;
  return `translate(encode(convert_to(${json}, 'UTF8'), 'base64'), E'+/=\\n', '-_')`;
}

/** A scalar: the nodes of `rows` (SQL of FROM and what follows) alone, as a connection's `nodes`. */
export function nodesJson(node: string, rows: string): string {
  return `(SELECT json_build_object('nodes', coalesce(json_agg(item.node), '[]')) FROM (SELECT ${node} AS node ${rows}) AS item)`;
}

/** What a page is made of, all of it SQL but for `alias` and `text`, the names of its rows and of the column they are ordered by. */
export interface Page {
  readonly node: string;
  readonly alias: string;
  readonly text: 'headline' | 'title';
  /** FROM, WHERE and ORDER BY. */
  readonly rows: string;
  readonly size: string;
}

/** A scalar: a page with cursors and `pageInfo`. `fields` are more fields of the connection: SQL of `'name', value` each. */
export function pageJson({ node, alias, text, rows, size }: Page, ...fields: string[]): string {
  const place = cursor(text, alias);
  // FILTER comes first: of the row beyond the page, which only tells that there is one, no JSON is made.
  return `(
    SELECT json_build_object(
      'edges', coalesce(json_agg(json_build_object('cursor', ${place}, 'node', ${node})) FILTER (WHERE ${alias}.nth <= ${size}), '[]'),
      'pageInfo', json_build_object('hasNextPage', count(*) > ${size},
        'startCursor', min(${place}) FILTER (WHERE ${alias}.nth = 1),
        'endCursor', min(${place}) FILTER (WHERE ${alias}.nth = least(${size}, ${alias}.count)))${fields.map((field) => `, ${field}`).join('')})
    FROM (
      SELECT page.*, row_number() OVER () AS nth, count(*) OVER () AS count
      FROM (SELECT ${alias}.id, ${alias}.${text} ${rows} LIMIT ${size} + 1) AS page
    ) AS ${alias})`;
}
