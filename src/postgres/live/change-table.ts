/** The table to which triggers add the changes of live tables. Servers read it; clients never see it. */
export const changeTable = 'bothends_changes';

/**
 * The maximum number of changed rows in one row of the change table: a statement that changes more adds several. An array of the
 * keys of all rows of a bulk change could exceed the maximum size of a value, and the writer's statement would fail.
 */
export const keysPerChange = 10_000;

/** SQL that creates the change table. */
export const createChangeTable = `-- The changes of live tables, for subscriptions. Servers delete old ones.
CREATE TABLE "${changeTable}" (
    "seq" BIGSERIAL NOT NULL,
    "transaction" XID8 NOT NULL DEFAULT pg_current_xact_id(),
    "changed_at" TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
    "table" TEXT NOT NULL,
    "operation" TEXT NOT NULL,
    "keys" TEXT[],
    "target_keys" TEXT[],

    CONSTRAINT "${changeTable}_pkey" PRIMARY KEY ("seq")
);`;
