import type { Executor } from '../engine/database.js';
import type { Model } from '../engine/model/model.js';

/** The join tables of the symmetric relations of a model. */
export function mirroredTables({ relations }: Model): string[] {
  return relations.flatMap((relation) =>
    relation.kind === 'many-to-many' && relation.symmetric ? [relation.table] : [],
  );
}

/**
 * The function of the triggers that keep a symmetric relation in step: for each row (a, b) of its join table there is (b, a),
 * whoever writes it. A trigger also fires for the rows that a trigger has written; it then finds nothing left to write.
 */
const mirrorFunction = `CREATE OR REPLACE FUNCTION "bothends_mirror_links"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  links text := format('%I.%I', TG_TABLE_SCHEMA, TG_TABLE_NAME);
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF EXISTS (SELECT FROM removed) THEN
      EXECUTE format('DELETE FROM %s AS link USING removed WHERE link."A" = removed."B" AND link."B" = removed."A"', links);
    END IF;
  ELSIF EXISTS (SELECT FROM added) THEN
    IF TG_OP = 'UPDATE' THEN
      EXECUTE format('DELETE FROM %s AS link USING (SELECT "A", "B" FROM removed EXCEPT SELECT "A", "B" FROM added EXCEPT SELECT "B", "A" FROM added) AS old WHERE link."A" = old."B" AND link."B" = old."A"', links);
    END IF;
    EXECUTE format('INSERT INTO %s ("A", "B") SELECT "B", "A" FROM added ORDER BY "B", "A" ON CONFLICT DO NOTHING', links);
  END IF;
  RETURN NULL;
END $$;`;

/** The triggers of a join table, with the tables of changed rows that the function reads. */
const triggers = {
  insert: 'NEW TABLE AS added',
  update: 'OLD TABLE AS removed NEW TABLE AS added',
  delete: 'OLD TABLE AS removed',
};
const triggerName = (event: string) => `"bothends_mirror_${event}"`;

/**
 * The statements of a migration after which the join tables `wanted`, and no others, have the triggers. `migrations` are the texts
 * of the migrations before it, and `statements` are its own, which create and drop tables.
 */
export function mirrorStatements(
  migrations: readonly string[],
  statements: readonly string[],
  wanted: readonly string[],
): string[] {
  const mirrored = mirroredBy([...migrations, ...statements]);
  const added = wanted.filter((table) => !mirrored.has(table));
  const removed = [...mirrored].filter((table) => !wanted.includes(table));
  return [
    ...(added.length > 0 ? [`-- MirrorLinks\n${mirrorFunction}`] : []),
    ...added.map((table) => `-- MirrorLinks\n${withTriggers(table, statements)}`),
    ...removed.map((table) => `-- StopMirroringLinks\n${withoutTriggers(table)}`),
  ];
}

function withTriggers(table: string, statements: readonly string[]): string {
  const isNew = statements.some((each) => each.includes(`CREATE TABLE ${quoted(table)}`));
  return [
    ...Object.entries(triggers).map(
      ([event, changed]) =>
        `CREATE TRIGGER ${triggerName(event)} AFTER ${event.toUpperCase()} ON ${quoted(table)} REFERENCING ${changed} FOR EACH STATEMENT EXECUTE FUNCTION "bothends_mirror_links"();`,
    ),
    // What was linked in one direction is then linked in both.
    ...(isNew
      ? []
      : [
          `INSERT INTO ${quoted(table)} ("A", "B") SELECT "B", "A" FROM ${quoted(table)} ON CONFLICT DO NOTHING;`,
        ]),
  ].join('\n');
}

const withoutTriggers = (table: string) =>
  Object.keys(triggers)
    .map((event) => `DROP TRIGGER ${triggerName(event)} ON ${quoted(table)};`)
    .join('\n');

/** The tables that have the triggers after these migrations. */
function mirroredBy(migrations: readonly string[]): ReadonlySet<string> {
  const mirrored = new Set<string>();
  const changes =
    /CREATE TRIGGER "bothends_mirror_insert" AFTER INSERT ON "((?:[^"]|"")+)"|DROP (?:TRIGGER "bothends_mirror_insert" ON|TABLE) "((?:[^"]|"")+)"/g;
  for (const [, created, dropped] of migrations.flatMap((text) => [...text.matchAll(changes)])) {
    if (created !== undefined) mirrored.add(unquoted(created));
    if (dropped !== undefined) mirrored.delete(unquoted(dropped));
  }
  return mirrored;
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
const unquoted = (name: string) => name.replaceAll('""', '"');

/** Throws an error with a one-line message if one of these join tables lacks a trigger. */
export async function requireMirrored(
  tables: readonly string[],
  executor: Executor,
): Promise<void> {
  if (tables.length === 0) return;
  const [unmirrored] = await executor.run<{ name: string }>({
    text: `
      SELECT name FROM unnest($1::text[]) AS name WHERE (
        SELECT count(*) FROM pg_trigger
        WHERE tgrelid = to_regclass(quote_ident(name)) AND tgname LIKE 'bothends_mirror_%' AND tgenabled <> 'D'
      ) < $2::int`,
    values: [tables, Object.keys(triggers).length],
  });
  if (!unmirrored) return;
  throw new Error(
    `the join table ${unmirrored.name} lacks the triggers that keep both directions of its symmetric relation: run "npm run migration -- mirror_links", which writes a migration with them, and "npm run migrate"`,
  );
}
