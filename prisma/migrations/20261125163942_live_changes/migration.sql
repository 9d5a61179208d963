-- The changes of live tables, for subscriptions. Servers delete old ones.
CREATE TABLE "bothends_changes" (
    "seq" BIGSERIAL NOT NULL,
    "transaction" XID8 NOT NULL DEFAULT pg_current_xact_id(),
    "changed_at" TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
    "table" TEXT NOT NULL,
    "operation" TEXT NOT NULL,
    "keys" TEXT[],
    "target_keys" TEXT[],

    CONSTRAINT "bothends_changes_pkey" PRIMARY KEY ("seq")
);

-- Records the changes of "Article".
DO $migration$ BEGIN
EXECUTE format($create$CREATE FUNCTION "bothends_changes_of_Article"() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO %1$s.bothends_changes ("table", operation, keys)
    SELECT 'Article', 'INSERT', array_agg(k1)
    FROM (SELECT k1, (row_number() OVER () - 1) / 10000 AS part FROM (SELECT "id"::text AS k1 FROM new_rows) AS changed) AS changed
    GROUP BY part ORDER BY part;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO %1$s.bothends_changes ("table", operation, keys)
    SELECT 'Article', 'DELETE', array_agg(k1)
    FROM (SELECT k1, (row_number() OVER () - 1) / 10000 AS part FROM (SELECT "id"::text AS k1 FROM old_rows) AS changed) AS changed
    GROUP BY part ORDER BY part;
  ELSIF TG_OP = 'UPDATE' THEN
    IF NOT EXISTS (SELECT "id"::text AS k1 FROM old_rows EXCEPT SELECT "id"::text AS k1 FROM new_rows) THEN
    INSERT INTO %1$s.bothends_changes ("table", operation, keys)
    SELECT 'Article', 'UPDATE', array_agg(k1)
    FROM (SELECT k1, (row_number() OVER () - 1) / 10000 AS part FROM (SELECT "id"::text AS k1 FROM new_rows) AS changed) AS changed
    GROUP BY part ORDER BY part;
    ELSE
    INSERT INTO %1$s.bothends_changes ("table", operation, keys)
    SELECT 'Article', 'DELETE', array_agg(k1)
    FROM (SELECT k1, (row_number() OVER () - 1) / 10000 AS part FROM (SELECT "id"::text AS k1 FROM old_rows EXCEPT SELECT "id"::text AS k1 FROM new_rows) AS changed) AS changed
    GROUP BY part ORDER BY part;
    INSERT INTO %1$s.bothends_changes ("table", operation, keys)
    SELECT 'Article', 'UPDATE', array_agg(k1)
    FROM (SELECT k1, (row_number() OVER () - 1) / 10000 AS part FROM (SELECT "id"::text AS k1 FROM new_rows INTERSECT SELECT "id"::text AS k1 FROM old_rows) AS changed) AS changed
    GROUP BY part ORDER BY part;
    INSERT INTO %1$s.bothends_changes ("table", operation, keys)
    SELECT 'Article', 'INSERT', array_agg(k1)
    FROM (SELECT k1, (row_number() OVER () - 1) / 10000 AS part FROM (SELECT "id"::text AS k1 FROM new_rows EXCEPT SELECT "id"::text AS k1 FROM old_rows) AS changed) AS changed
    GROUP BY part ORDER BY part;
    END IF;
  ELSE
    INSERT INTO %1$s.bothends_changes ("table", operation) VALUES ('Article', 'TRUNCATE');
  END IF;
  RETURN NULL;
END
$body$$create$, quote_ident(current_schema()));
END $migration$;
CREATE TRIGGER bothends_changes_insert AFTER INSERT ON "Article" REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION "bothends_changes_of_Article"();
CREATE TRIGGER bothends_changes_update AFTER UPDATE ON "Article" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION "bothends_changes_of_Article"();
CREATE TRIGGER bothends_changes_delete AFTER DELETE ON "Article" REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION "bothends_changes_of_Article"();
CREATE TRIGGER bothends_changes_truncate AFTER TRUNCATE ON "Article" FOR EACH STATEMENT EXECUTE FUNCTION "bothends_changes_of_Article"();

-- Records the changes of "Publication".
DO $migration$ BEGIN
EXECUTE format($create$CREATE FUNCTION "bothends_changes_of_Publication"() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO %1$s.bothends_changes ("table", operation, keys)
    SELECT 'Publication', 'INSERT', array_agg(k1)
    FROM (SELECT k1, (row_number() OVER () - 1) / 10000 AS part FROM (SELECT "id"::text AS k1 FROM new_rows) AS changed) AS changed
    GROUP BY part ORDER BY part;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO %1$s.bothends_changes ("table", operation, keys)
    SELECT 'Publication', 'DELETE', array_agg(k1)
    FROM (SELECT k1, (row_number() OVER () - 1) / 10000 AS part FROM (SELECT "id"::text AS k1 FROM old_rows) AS changed) AS changed
    GROUP BY part ORDER BY part;
  ELSIF TG_OP = 'UPDATE' THEN
    IF NOT EXISTS (SELECT "id"::text AS k1 FROM old_rows EXCEPT SELECT "id"::text AS k1 FROM new_rows) THEN
    INSERT INTO %1$s.bothends_changes ("table", operation, keys)
    SELECT 'Publication', 'UPDATE', array_agg(k1)
    FROM (SELECT k1, (row_number() OVER () - 1) / 10000 AS part FROM (SELECT "id"::text AS k1 FROM new_rows) AS changed) AS changed
    GROUP BY part ORDER BY part;
    ELSE
    INSERT INTO %1$s.bothends_changes ("table", operation, keys)
    SELECT 'Publication', 'DELETE', array_agg(k1)
    FROM (SELECT k1, (row_number() OVER () - 1) / 10000 AS part FROM (SELECT "id"::text AS k1 FROM old_rows EXCEPT SELECT "id"::text AS k1 FROM new_rows) AS changed) AS changed
    GROUP BY part ORDER BY part;
    INSERT INTO %1$s.bothends_changes ("table", operation, keys)
    SELECT 'Publication', 'UPDATE', array_agg(k1)
    FROM (SELECT k1, (row_number() OVER () - 1) / 10000 AS part FROM (SELECT "id"::text AS k1 FROM new_rows INTERSECT SELECT "id"::text AS k1 FROM old_rows) AS changed) AS changed
    GROUP BY part ORDER BY part;
    INSERT INTO %1$s.bothends_changes ("table", operation, keys)
    SELECT 'Publication', 'INSERT', array_agg(k1)
    FROM (SELECT k1, (row_number() OVER () - 1) / 10000 AS part FROM (SELECT "id"::text AS k1 FROM new_rows EXCEPT SELECT "id"::text AS k1 FROM old_rows) AS changed) AS changed
    GROUP BY part ORDER BY part;
    END IF;
  ELSE
    INSERT INTO %1$s.bothends_changes ("table", operation) VALUES ('Publication', 'TRUNCATE');
  END IF;
  RETURN NULL;
END
$body$$create$, quote_ident(current_schema()));
END $migration$;
CREATE TRIGGER bothends_changes_insert AFTER INSERT ON "Publication" REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION "bothends_changes_of_Publication"();
CREATE TRIGGER bothends_changes_update AFTER UPDATE ON "Publication" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION "bothends_changes_of_Publication"();
CREATE TRIGGER bothends_changes_delete AFTER DELETE ON "Publication" REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION "bothends_changes_of_Publication"();
CREATE TRIGGER bothends_changes_truncate AFTER TRUNCATE ON "Publication" FOR EACH STATEMENT EXECUTE FUNCTION "bothends_changes_of_Publication"();

-- Records the changes of "_ArticleToPublication".
DO $migration$ BEGIN
EXECUTE format($create$CREATE FUNCTION "bothends_changes_of__ArticleToPublication"() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO %1$s.bothends_changes ("table", operation, keys, target_keys)
    SELECT '_ArticleToPublication', 'INSERT', array_agg(k1), array_agg(k2)
    FROM (SELECT k1, k2, (row_number() OVER () - 1) / 10000 AS part FROM (SELECT "A"::text AS k1, "B"::text AS k2 FROM new_rows) AS changed) AS changed
    GROUP BY part ORDER BY part;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO %1$s.bothends_changes ("table", operation, keys, target_keys)
    SELECT '_ArticleToPublication', 'DELETE', array_agg(k1), array_agg(k2)
    FROM (SELECT k1, k2, (row_number() OVER () - 1) / 10000 AS part FROM (SELECT "A"::text AS k1, "B"::text AS k2 FROM old_rows) AS changed) AS changed
    GROUP BY part ORDER BY part;
  ELSIF TG_OP = 'UPDATE' THEN
    IF NOT EXISTS (SELECT "A"::text AS k1, "B"::text AS k2 FROM old_rows EXCEPT SELECT "A"::text AS k1, "B"::text AS k2 FROM new_rows) THEN
    INSERT INTO %1$s.bothends_changes ("table", operation, keys, target_keys)
    SELECT '_ArticleToPublication', 'UPDATE', array_agg(k1), array_agg(k2)
    FROM (SELECT k1, k2, (row_number() OVER () - 1) / 10000 AS part FROM (SELECT "A"::text AS k1, "B"::text AS k2 FROM new_rows) AS changed) AS changed
    GROUP BY part ORDER BY part;
    ELSE
    INSERT INTO %1$s.bothends_changes ("table", operation, keys, target_keys)
    SELECT '_ArticleToPublication', 'DELETE', array_agg(k1), array_agg(k2)
    FROM (SELECT k1, k2, (row_number() OVER () - 1) / 10000 AS part FROM (SELECT "A"::text AS k1, "B"::text AS k2 FROM old_rows EXCEPT SELECT "A"::text AS k1, "B"::text AS k2 FROM new_rows) AS changed) AS changed
    GROUP BY part ORDER BY part;
    INSERT INTO %1$s.bothends_changes ("table", operation, keys, target_keys)
    SELECT '_ArticleToPublication', 'UPDATE', array_agg(k1), array_agg(k2)
    FROM (SELECT k1, k2, (row_number() OVER () - 1) / 10000 AS part FROM (SELECT "A"::text AS k1, "B"::text AS k2 FROM new_rows INTERSECT SELECT "A"::text AS k1, "B"::text AS k2 FROM old_rows) AS changed) AS changed
    GROUP BY part ORDER BY part;
    INSERT INTO %1$s.bothends_changes ("table", operation, keys, target_keys)
    SELECT '_ArticleToPublication', 'INSERT', array_agg(k1), array_agg(k2)
    FROM (SELECT k1, k2, (row_number() OVER () - 1) / 10000 AS part FROM (SELECT "A"::text AS k1, "B"::text AS k2 FROM new_rows EXCEPT SELECT "A"::text AS k1, "B"::text AS k2 FROM old_rows) AS changed) AS changed
    GROUP BY part ORDER BY part;
    END IF;
  ELSE
    INSERT INTO %1$s.bothends_changes ("table", operation) VALUES ('_ArticleToPublication', 'TRUNCATE');
  END IF;
  RETURN NULL;
END
$body$$create$, quote_ident(current_schema()));
END $migration$;
CREATE TRIGGER bothends_changes_insert AFTER INSERT ON "_ArticleToPublication" REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION "bothends_changes_of__ArticleToPublication"();
CREATE TRIGGER bothends_changes_update AFTER UPDATE ON "_ArticleToPublication" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION "bothends_changes_of__ArticleToPublication"();
CREATE TRIGGER bothends_changes_delete AFTER DELETE ON "_ArticleToPublication" REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION "bothends_changes_of__ArticleToPublication"();
CREATE TRIGGER bothends_changes_truncate AFTER TRUNCATE ON "_ArticleToPublication" FOR EACH STATEMENT EXECUTE FUNCTION "bothends_changes_of__ArticleToPublication"();
