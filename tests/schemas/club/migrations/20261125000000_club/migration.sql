-- CreateTable
CREATE TABLE "club's members" (
    "member id" UUID NOT NULL,
    "name" VARCHAR(40) COLLATE "C" NOT NULL,

    CONSTRAINT "club's members_pkey" PRIMARY KEY ("member id")
);

-- CreateTable
CREATE TABLE "groups" (
    "id" BIGSERIAL NOT NULL,
    "title" VARCHAR(40) COLLATE "C" NOT NULL,

    CONSTRAINT "groups_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Membership" (
    "who" UUID NOT NULL,
    "what" BIGINT NOT NULL,
    "role" VARCHAR(20) COLLATE "C" NOT NULL DEFAULT 'guest',

    CONSTRAINT "Membership_pkey" PRIMARY KEY ("who","what")
);

-- CreateTable
CREATE TABLE "Badge" (
    "code" VARCHAR(20) COLLATE "C" NOT NULL,

    CONSTRAINT "Badge_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "_Friends" (
    "A" UUID NOT NULL,
    "B" UUID NOT NULL,

    CONSTRAINT "_Friends_AB_pkey" PRIMARY KEY ("A","B")
);

-- CreateTable
CREATE TABLE "_BadgeToMember" (
    "A" VARCHAR(20) COLLATE "C" NOT NULL,
    "B" UUID NOT NULL,

    CONSTRAINT "_BadgeToMember_AB_pkey" PRIMARY KEY ("A","B")
);

-- CreateIndex
CREATE INDEX "club's members_name_member id_idx" ON "club's members"("name", "member id");

-- CreateIndex
CREATE INDEX "Membership_what_who_idx" ON "Membership"("what", "who");

-- CreateIndex
CREATE INDEX "_Friends_B_index" ON "_Friends"("B", "A");

-- CreateIndex
CREATE INDEX "_BadgeToMember_B_index" ON "_BadgeToMember"("B", "A");

-- AddForeignKey
ALTER TABLE "Membership" ADD CONSTRAINT "Membership_who_fkey" FOREIGN KEY ("who") REFERENCES "club's members"("member id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Membership" ADD CONSTRAINT "Membership_what_fkey" FOREIGN KEY ("what") REFERENCES "groups"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "_Friends" ADD CONSTRAINT "_Friends_A_fkey" FOREIGN KEY ("A") REFERENCES "club's members"("member id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "_Friends" ADD CONSTRAINT "_Friends_B_fkey" FOREIGN KEY ("B") REFERENCES "club's members"("member id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "_BadgeToMember" ADD CONSTRAINT "_BadgeToMember_A_fkey" FOREIGN KEY ("A") REFERENCES "Badge"("code") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "_BadgeToMember" ADD CONSTRAINT "_BadgeToMember_B_fkey" FOREIGN KEY ("B") REFERENCES "club's members"("member id") ON DELETE CASCADE ON UPDATE CASCADE;

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

-- Records the changes of "club's members".
DO $migration$ BEGIN
EXECUTE format($create$CREATE FUNCTION "bothends_changes_of_club's members"() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO %1$s.bothends_changes ("table", operation, keys)
    SELECT 'club''s members', 'INSERT', array_agg(k1)
    FROM (SELECT k1, (row_number() OVER () - 1) / 10000 AS part FROM (SELECT "member id"::text AS k1 FROM new_rows) AS changed) AS changed
    GROUP BY part ORDER BY part;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO %1$s.bothends_changes ("table", operation, keys)
    SELECT 'club''s members', 'DELETE', array_agg(k1)
    FROM (SELECT k1, (row_number() OVER () - 1) / 10000 AS part FROM (SELECT "member id"::text AS k1 FROM old_rows) AS changed) AS changed
    GROUP BY part ORDER BY part;
  ELSIF TG_OP = 'UPDATE' THEN
    IF NOT EXISTS (SELECT "member id"::text AS k1 FROM old_rows EXCEPT SELECT "member id"::text AS k1 FROM new_rows) THEN
    INSERT INTO %1$s.bothends_changes ("table", operation, keys)
    SELECT 'club''s members', 'UPDATE', array_agg(k1)
    FROM (SELECT k1, (row_number() OVER () - 1) / 10000 AS part FROM (SELECT "member id"::text AS k1 FROM new_rows) AS changed) AS changed
    GROUP BY part ORDER BY part;
    ELSE
    INSERT INTO %1$s.bothends_changes ("table", operation, keys)
    SELECT 'club''s members', 'DELETE', array_agg(k1)
    FROM (SELECT k1, (row_number() OVER () - 1) / 10000 AS part FROM (SELECT "member id"::text AS k1 FROM old_rows EXCEPT SELECT "member id"::text AS k1 FROM new_rows) AS changed) AS changed
    GROUP BY part ORDER BY part;
    INSERT INTO %1$s.bothends_changes ("table", operation, keys)
    SELECT 'club''s members', 'UPDATE', array_agg(k1)
    FROM (SELECT k1, (row_number() OVER () - 1) / 10000 AS part FROM (SELECT "member id"::text AS k1 FROM new_rows INTERSECT SELECT "member id"::text AS k1 FROM old_rows) AS changed) AS changed
    GROUP BY part ORDER BY part;
    INSERT INTO %1$s.bothends_changes ("table", operation, keys)
    SELECT 'club''s members', 'INSERT', array_agg(k1)
    FROM (SELECT k1, (row_number() OVER () - 1) / 10000 AS part FROM (SELECT "member id"::text AS k1 FROM new_rows EXCEPT SELECT "member id"::text AS k1 FROM old_rows) AS changed) AS changed
    GROUP BY part ORDER BY part;
    END IF;
  ELSE
    INSERT INTO %1$s.bothends_changes ("table", operation) VALUES ('club''s members', 'TRUNCATE');
  END IF;
  RETURN NULL;
END
$body$$create$, quote_ident(current_schema()));
END $migration$;
CREATE TRIGGER bothends_changes_insert AFTER INSERT ON "club's members" REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION "bothends_changes_of_club's members"();
CREATE TRIGGER bothends_changes_update AFTER UPDATE ON "club's members" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION "bothends_changes_of_club's members"();
CREATE TRIGGER bothends_changes_delete AFTER DELETE ON "club's members" REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION "bothends_changes_of_club's members"();
CREATE TRIGGER bothends_changes_truncate AFTER TRUNCATE ON "club's members" FOR EACH STATEMENT EXECUTE FUNCTION "bothends_changes_of_club's members"();

-- Records the changes of "Badge".
DO $migration$ BEGIN
EXECUTE format($create$CREATE FUNCTION "bothends_changes_of_Badge"() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO %1$s.bothends_changes ("table", operation, keys)
    SELECT 'Badge', 'INSERT', array_agg(k1)
    FROM (SELECT k1, (row_number() OVER () - 1) / 10000 AS part FROM (SELECT "code"::text AS k1 FROM new_rows) AS changed) AS changed
    GROUP BY part ORDER BY part;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO %1$s.bothends_changes ("table", operation, keys)
    SELECT 'Badge', 'DELETE', array_agg(k1)
    FROM (SELECT k1, (row_number() OVER () - 1) / 10000 AS part FROM (SELECT "code"::text AS k1 FROM old_rows) AS changed) AS changed
    GROUP BY part ORDER BY part;
  ELSIF TG_OP = 'UPDATE' THEN
    IF NOT EXISTS (SELECT "code"::text AS k1 FROM old_rows EXCEPT SELECT "code"::text AS k1 FROM new_rows) THEN
    INSERT INTO %1$s.bothends_changes ("table", operation, keys)
    SELECT 'Badge', 'UPDATE', array_agg(k1)
    FROM (SELECT k1, (row_number() OVER () - 1) / 10000 AS part FROM (SELECT "code"::text AS k1 FROM new_rows) AS changed) AS changed
    GROUP BY part ORDER BY part;
    ELSE
    INSERT INTO %1$s.bothends_changes ("table", operation, keys)
    SELECT 'Badge', 'DELETE', array_agg(k1)
    FROM (SELECT k1, (row_number() OVER () - 1) / 10000 AS part FROM (SELECT "code"::text AS k1 FROM old_rows EXCEPT SELECT "code"::text AS k1 FROM new_rows) AS changed) AS changed
    GROUP BY part ORDER BY part;
    INSERT INTO %1$s.bothends_changes ("table", operation, keys)
    SELECT 'Badge', 'UPDATE', array_agg(k1)
    FROM (SELECT k1, (row_number() OVER () - 1) / 10000 AS part FROM (SELECT "code"::text AS k1 FROM new_rows INTERSECT SELECT "code"::text AS k1 FROM old_rows) AS changed) AS changed
    GROUP BY part ORDER BY part;
    INSERT INTO %1$s.bothends_changes ("table", operation, keys)
    SELECT 'Badge', 'INSERT', array_agg(k1)
    FROM (SELECT k1, (row_number() OVER () - 1) / 10000 AS part FROM (SELECT "code"::text AS k1 FROM new_rows EXCEPT SELECT "code"::text AS k1 FROM old_rows) AS changed) AS changed
    GROUP BY part ORDER BY part;
    END IF;
  ELSE
    INSERT INTO %1$s.bothends_changes ("table", operation) VALUES ('Badge', 'TRUNCATE');
  END IF;
  RETURN NULL;
END
$body$$create$, quote_ident(current_schema()));
END $migration$;
CREATE TRIGGER bothends_changes_insert AFTER INSERT ON "Badge" REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION "bothends_changes_of_Badge"();
CREATE TRIGGER bothends_changes_update AFTER UPDATE ON "Badge" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION "bothends_changes_of_Badge"();
CREATE TRIGGER bothends_changes_delete AFTER DELETE ON "Badge" REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION "bothends_changes_of_Badge"();
CREATE TRIGGER bothends_changes_truncate AFTER TRUNCATE ON "Badge" FOR EACH STATEMENT EXECUTE FUNCTION "bothends_changes_of_Badge"();

-- Records the changes of "_Friends".
DO $migration$ BEGIN
EXECUTE format($create$CREATE FUNCTION "bothends_changes_of__Friends"() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO %1$s.bothends_changes ("table", operation, keys, target_keys)
    SELECT '_Friends', 'INSERT', array_agg(k1), array_agg(k2)
    FROM (SELECT k1, k2, (row_number() OVER () - 1) / 10000 AS part FROM (SELECT "A"::text AS k1, "B"::text AS k2 FROM new_rows) AS changed) AS changed
    GROUP BY part ORDER BY part;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO %1$s.bothends_changes ("table", operation, keys, target_keys)
    SELECT '_Friends', 'DELETE', array_agg(k1), array_agg(k2)
    FROM (SELECT k1, k2, (row_number() OVER () - 1) / 10000 AS part FROM (SELECT "A"::text AS k1, "B"::text AS k2 FROM old_rows) AS changed) AS changed
    GROUP BY part ORDER BY part;
  ELSIF TG_OP = 'UPDATE' THEN
    IF NOT EXISTS (SELECT "A"::text AS k1, "B"::text AS k2 FROM old_rows EXCEPT SELECT "A"::text AS k1, "B"::text AS k2 FROM new_rows) THEN
    INSERT INTO %1$s.bothends_changes ("table", operation, keys, target_keys)
    SELECT '_Friends', 'UPDATE', array_agg(k1), array_agg(k2)
    FROM (SELECT k1, k2, (row_number() OVER () - 1) / 10000 AS part FROM (SELECT "A"::text AS k1, "B"::text AS k2 FROM new_rows) AS changed) AS changed
    GROUP BY part ORDER BY part;
    ELSE
    INSERT INTO %1$s.bothends_changes ("table", operation, keys, target_keys)
    SELECT '_Friends', 'DELETE', array_agg(k1), array_agg(k2)
    FROM (SELECT k1, k2, (row_number() OVER () - 1) / 10000 AS part FROM (SELECT "A"::text AS k1, "B"::text AS k2 FROM old_rows EXCEPT SELECT "A"::text AS k1, "B"::text AS k2 FROM new_rows) AS changed) AS changed
    GROUP BY part ORDER BY part;
    INSERT INTO %1$s.bothends_changes ("table", operation, keys, target_keys)
    SELECT '_Friends', 'UPDATE', array_agg(k1), array_agg(k2)
    FROM (SELECT k1, k2, (row_number() OVER () - 1) / 10000 AS part FROM (SELECT "A"::text AS k1, "B"::text AS k2 FROM new_rows INTERSECT SELECT "A"::text AS k1, "B"::text AS k2 FROM old_rows) AS changed) AS changed
    GROUP BY part ORDER BY part;
    INSERT INTO %1$s.bothends_changes ("table", operation, keys, target_keys)
    SELECT '_Friends', 'INSERT', array_agg(k1), array_agg(k2)
    FROM (SELECT k1, k2, (row_number() OVER () - 1) / 10000 AS part FROM (SELECT "A"::text AS k1, "B"::text AS k2 FROM new_rows EXCEPT SELECT "A"::text AS k1, "B"::text AS k2 FROM old_rows) AS changed) AS changed
    GROUP BY part ORDER BY part;
    END IF;
  ELSE
    INSERT INTO %1$s.bothends_changes ("table", operation) VALUES ('_Friends', 'TRUNCATE');
  END IF;
  RETURN NULL;
END
$body$$create$, quote_ident(current_schema()));
END $migration$;
CREATE TRIGGER bothends_changes_insert AFTER INSERT ON "_Friends" REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION "bothends_changes_of__Friends"();
CREATE TRIGGER bothends_changes_update AFTER UPDATE ON "_Friends" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION "bothends_changes_of__Friends"();
CREATE TRIGGER bothends_changes_delete AFTER DELETE ON "_Friends" REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION "bothends_changes_of__Friends"();
CREATE TRIGGER bothends_changes_truncate AFTER TRUNCATE ON "_Friends" FOR EACH STATEMENT EXECUTE FUNCTION "bothends_changes_of__Friends"();

-- Records the changes of "Membership".
DO $migration$ BEGIN
EXECUTE format($create$CREATE FUNCTION "bothends_changes_of_Membership"() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO %1$s.bothends_changes ("table", operation, keys, target_keys)
    SELECT 'Membership', 'INSERT', array_agg(k1), array_agg(k2)
    FROM (SELECT k1, k2, (row_number() OVER () - 1) / 10000 AS part FROM (SELECT "who"::text AS k1, "what"::text AS k2 FROM new_rows) AS changed) AS changed
    GROUP BY part ORDER BY part;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO %1$s.bothends_changes ("table", operation, keys, target_keys)
    SELECT 'Membership', 'DELETE', array_agg(k1), array_agg(k2)
    FROM (SELECT k1, k2, (row_number() OVER () - 1) / 10000 AS part FROM (SELECT "who"::text AS k1, "what"::text AS k2 FROM old_rows) AS changed) AS changed
    GROUP BY part ORDER BY part;
  ELSIF TG_OP = 'UPDATE' THEN
    IF NOT EXISTS (SELECT "who"::text AS k1, "what"::text AS k2 FROM old_rows EXCEPT SELECT "who"::text AS k1, "what"::text AS k2 FROM new_rows) THEN
    INSERT INTO %1$s.bothends_changes ("table", operation, keys, target_keys)
    SELECT 'Membership', 'UPDATE', array_agg(k1), array_agg(k2)
    FROM (SELECT k1, k2, (row_number() OVER () - 1) / 10000 AS part FROM (SELECT "who"::text AS k1, "what"::text AS k2 FROM new_rows) AS changed) AS changed
    GROUP BY part ORDER BY part;
    ELSE
    INSERT INTO %1$s.bothends_changes ("table", operation, keys, target_keys)
    SELECT 'Membership', 'DELETE', array_agg(k1), array_agg(k2)
    FROM (SELECT k1, k2, (row_number() OVER () - 1) / 10000 AS part FROM (SELECT "who"::text AS k1, "what"::text AS k2 FROM old_rows EXCEPT SELECT "who"::text AS k1, "what"::text AS k2 FROM new_rows) AS changed) AS changed
    GROUP BY part ORDER BY part;
    INSERT INTO %1$s.bothends_changes ("table", operation, keys, target_keys)
    SELECT 'Membership', 'UPDATE', array_agg(k1), array_agg(k2)
    FROM (SELECT k1, k2, (row_number() OVER () - 1) / 10000 AS part FROM (SELECT "who"::text AS k1, "what"::text AS k2 FROM new_rows INTERSECT SELECT "who"::text AS k1, "what"::text AS k2 FROM old_rows) AS changed) AS changed
    GROUP BY part ORDER BY part;
    INSERT INTO %1$s.bothends_changes ("table", operation, keys, target_keys)
    SELECT 'Membership', 'INSERT', array_agg(k1), array_agg(k2)
    FROM (SELECT k1, k2, (row_number() OVER () - 1) / 10000 AS part FROM (SELECT "who"::text AS k1, "what"::text AS k2 FROM new_rows EXCEPT SELECT "who"::text AS k1, "what"::text AS k2 FROM old_rows) AS changed) AS changed
    GROUP BY part ORDER BY part;
    END IF;
  ELSE
    INSERT INTO %1$s.bothends_changes ("table", operation) VALUES ('Membership', 'TRUNCATE');
  END IF;
  RETURN NULL;
END
$body$$create$, quote_ident(current_schema()));
END $migration$;
CREATE TRIGGER bothends_changes_insert AFTER INSERT ON "Membership" REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION "bothends_changes_of_Membership"();
CREATE TRIGGER bothends_changes_update AFTER UPDATE ON "Membership" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION "bothends_changes_of_Membership"();
CREATE TRIGGER bothends_changes_delete AFTER DELETE ON "Membership" REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION "bothends_changes_of_Membership"();
CREATE TRIGGER bothends_changes_truncate AFTER TRUNCATE ON "Membership" FOR EACH STATEMENT EXECUTE FUNCTION "bothends_changes_of_Membership"();

-- Records the changes of "_BadgeToMember".
DO $migration$ BEGIN
EXECUTE format($create$CREATE FUNCTION "bothends_changes_of__BadgeToMember"() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO %1$s.bothends_changes ("table", operation, keys, target_keys)
    SELECT '_BadgeToMember', 'INSERT', array_agg(k1), array_agg(k2)
    FROM (SELECT k1, k2, (row_number() OVER () - 1) / 10000 AS part FROM (SELECT "A"::text AS k1, "B"::text AS k2 FROM new_rows) AS changed) AS changed
    GROUP BY part ORDER BY part;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO %1$s.bothends_changes ("table", operation, keys, target_keys)
    SELECT '_BadgeToMember', 'DELETE', array_agg(k1), array_agg(k2)
    FROM (SELECT k1, k2, (row_number() OVER () - 1) / 10000 AS part FROM (SELECT "A"::text AS k1, "B"::text AS k2 FROM old_rows) AS changed) AS changed
    GROUP BY part ORDER BY part;
  ELSIF TG_OP = 'UPDATE' THEN
    IF NOT EXISTS (SELECT "A"::text AS k1, "B"::text AS k2 FROM old_rows EXCEPT SELECT "A"::text AS k1, "B"::text AS k2 FROM new_rows) THEN
    INSERT INTO %1$s.bothends_changes ("table", operation, keys, target_keys)
    SELECT '_BadgeToMember', 'UPDATE', array_agg(k1), array_agg(k2)
    FROM (SELECT k1, k2, (row_number() OVER () - 1) / 10000 AS part FROM (SELECT "A"::text AS k1, "B"::text AS k2 FROM new_rows) AS changed) AS changed
    GROUP BY part ORDER BY part;
    ELSE
    INSERT INTO %1$s.bothends_changes ("table", operation, keys, target_keys)
    SELECT '_BadgeToMember', 'DELETE', array_agg(k1), array_agg(k2)
    FROM (SELECT k1, k2, (row_number() OVER () - 1) / 10000 AS part FROM (SELECT "A"::text AS k1, "B"::text AS k2 FROM old_rows EXCEPT SELECT "A"::text AS k1, "B"::text AS k2 FROM new_rows) AS changed) AS changed
    GROUP BY part ORDER BY part;
    INSERT INTO %1$s.bothends_changes ("table", operation, keys, target_keys)
    SELECT '_BadgeToMember', 'UPDATE', array_agg(k1), array_agg(k2)
    FROM (SELECT k1, k2, (row_number() OVER () - 1) / 10000 AS part FROM (SELECT "A"::text AS k1, "B"::text AS k2 FROM new_rows INTERSECT SELECT "A"::text AS k1, "B"::text AS k2 FROM old_rows) AS changed) AS changed
    GROUP BY part ORDER BY part;
    INSERT INTO %1$s.bothends_changes ("table", operation, keys, target_keys)
    SELECT '_BadgeToMember', 'INSERT', array_agg(k1), array_agg(k2)
    FROM (SELECT k1, k2, (row_number() OVER () - 1) / 10000 AS part FROM (SELECT "A"::text AS k1, "B"::text AS k2 FROM new_rows EXCEPT SELECT "A"::text AS k1, "B"::text AS k2 FROM old_rows) AS changed) AS changed
    GROUP BY part ORDER BY part;
    END IF;
  ELSE
    INSERT INTO %1$s.bothends_changes ("table", operation) VALUES ('_BadgeToMember', 'TRUNCATE');
  END IF;
  RETURN NULL;
END
$body$$create$, quote_ident(current_schema()));
END $migration$;
CREATE TRIGGER bothends_changes_insert AFTER INSERT ON "_BadgeToMember" REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION "bothends_changes_of__BadgeToMember"();
CREATE TRIGGER bothends_changes_update AFTER UPDATE ON "_BadgeToMember" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION "bothends_changes_of__BadgeToMember"();
CREATE TRIGGER bothends_changes_delete AFTER DELETE ON "_BadgeToMember" REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION "bothends_changes_of__BadgeToMember"();
CREATE TRIGGER bothends_changes_truncate AFTER TRUNCATE ON "_BadgeToMember" FOR EACH STATEMENT EXECUTE FUNCTION "bothends_changes_of__BadgeToMember"();
